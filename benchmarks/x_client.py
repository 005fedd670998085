"""A small X client: finds a program's window, gives it the keyboard, presses keys, closes it.

There is no window manager on the screen, so nothing of what is measured is one's.
"""

import ctypes
import ctypes.util
from ctypes import POINTER, byref, c_char_p, c_int, c_long, c_uint, c_ulong, c_void_p

from benchmarks.x_screen import Area

_KEY_PRESS, _KEY_RELEASE, _CLIENT_MESSAGE = 2, 3, 33
_KEY_MASKS = {_KEY_PRESS: 1, _KEY_RELEASE: 2}
_VIEWABLE = 2
_SHIFT = 1


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("x", c_int),
        ("y", c_int),
        ("width", c_int),
        ("height", c_int),
        ("border_width", c_int),
        ("depth", c_int),
        ("visual", c_void_p),
        ("root", c_ulong),
        ("class_", c_int),
        ("bit_gravity", c_int),
        ("win_gravity", c_int),
        ("backing_store", c_int),
        ("backing_planes", c_ulong),
        ("backing_pixel", c_ulong),
        ("save_under", c_int),
        ("colormap", c_ulong),
        ("map_installed", c_int),
        ("map_state", c_int),
        ("all_event_masks", c_long),
        ("your_event_mask", c_long),
        ("do_not_propagate_mask", c_long),
        ("override_redirect", c_int),
        ("screen", c_void_p),
    )


class _KeyEvent(ctypes.Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("root", c_ulong),
        ("subwindow", c_ulong),
        ("time", c_ulong),
        ("x", c_int),
        ("y", c_int),
        ("x_root", c_int),
        ("y_root", c_int),
        ("state", c_uint),
        ("keycode", c_uint),
        ("same_screen", c_int),
    )


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("type", c_int),
        ("serial", c_ulong),
        ("send_event", c_int),
        ("display", c_void_p),
        ("window", c_ulong),
        ("message_type", c_ulong),
        ("format", c_int),
        ("data", c_long * 5),
    )


class _Event(ctypes.Union):
    _fields_ = (("key", _KeyEvent), ("client", _ClientMessage), ("pad", c_long * 24))


class Client:
    """A connection to one X screen."""

    def __init__(self, display: str) -> None:
        library = ctypes.util.find_library("X11") or "libX11.so.6"
        self._x = ctypes.CDLL(library)
        self._declare()
        self._display = self._x.XOpenDisplay(display.encode())
        if not self._display:
            raise RuntimeError(f"the X screen {display} cannot be reached")
        self._root = self._x.XDefaultRootWindow(self._display)

    def _declare(self) -> None:
        x = self._x
        display, window = c_void_p, c_ulong
        x.XOpenDisplay.restype, x.XOpenDisplay.argtypes = c_void_p, [c_char_p]
        x.XDefaultRootWindow.restype, x.XDefaultRootWindow.argtypes = c_ulong, [display]
        x.XQueryTree.argtypes = [
            *(display, window, POINTER(c_ulong), POINTER(c_ulong)),
            *(POINTER(POINTER(c_ulong)), POINTER(c_uint)),
        ]
        x.XGetWindowAttributes.argtypes = [display, window, POINTER(_Attributes)]
        x.XInternAtom.restype, x.XInternAtom.argtypes = c_ulong, [display, c_char_p, c_int]
        x.XStringToKeysym.restype, x.XStringToKeysym.argtypes = c_ulong, [c_char_p]
        x.XKeysymToKeycode.restype, x.XKeysymToKeycode.argtypes = ctypes.c_ubyte, [display, c_ulong]
        x.XSendEvent.argtypes = [display, window, c_int, c_long, POINTER(_Event)]
        x.XSetInputFocus.argtypes = [display, window, c_int, c_ulong]
        x.XSync.argtypes = [display, c_int]
        x.XFree.argtypes = [c_void_p]
        x.XCloseDisplay.argtypes = [display]
        # Windows vanish while they are asked about: that is no reason to end.
        handler = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)
        self._on_error = handler(lambda _display, _event: 0)
        x.XSetErrorHandler.argtypes = [handler]
        x.XSetErrorHandler(self._on_error)

    def close(self) -> None:
        """End the connection."""
        self._x.XCloseDisplay(self._display)

    def windows(self) -> dict[int, Area]:
        """The windows to be seen that are as large as a program's, with their places."""
        root, parent, count = c_ulong(), c_ulong(), c_uint()
        children = POINTER(c_ulong)()
        self._x.XQueryTree(
            self._display, self._root, byref(root), byref(parent), byref(children), byref(count)
        )
        found: dict[int, Area] = {}
        for number in range(count.value):
            window, seen = children[number], _Attributes()
            is_there = self._x.XGetWindowAttributes(self._display, window, byref(seen))
            if is_there and seen.map_state == _VIEWABLE and seen.width > 300 < seen.height:
                found[window] = Area(seen.x, seen.y, seen.width, seen.height)
        if children:
            self._x.XFree(children)
        return found

    def focus(self, window: int) -> None:
        """Give a window the keyboard, as a window manager would."""
        self._x.XSetInputFocus(self._display, window, 2, 0)
        self._x.XSync(self._display, 0)

    def press(self, window: int, key: str) -> None:
        """Press and let go of a key, by its X name; ``Shift+`` before it holds Shift."""
        name = key.removeprefix("Shift+")
        symbol = self._x.XStringToKeysym(name.encode())
        code = self._x.XKeysymToKeycode(self._display, symbol)
        if not code:
            raise ValueError(f"there is no key {key}")
        for kind, mask in _KEY_MASKS.items():
            event = _Event()
            event.key.type = kind
            event.key.window, event.key.root = window, self._root
            event.key.state = _SHIFT if name != key else 0
            event.key.keycode, event.key.same_screen = code, 1
            self._x.XSendEvent(self._display, window, 1, mask, byref(event))
        self._x.XSync(self._display, 0)

    def ask_to_close(self, window: int) -> None:
        """Ask a window to close, as the cross in its title bar does."""
        event = _Event()
        event.client.type = _CLIENT_MESSAGE
        event.client.window, event.client.format = window, 32
        event.client.message_type = self._atom("WM_PROTOCOLS")
        event.client.data[0] = self._atom("WM_DELETE_WINDOW")
        self._x.XSendEvent(self._display, window, 0, 0, byref(event))
        self._x.XSync(self._display, 0)

    def _atom(self, name: str) -> int:
        atom: int = self._x.XInternAtom(self._display, name.encode(), 0)
        return atom
