"""The toolbar and the handles at what is selected with the mouse. Uses reading and what is below."""
