"""What Postil costs as a ratio to the bare thing beneath it, measured side by side in one run."""
