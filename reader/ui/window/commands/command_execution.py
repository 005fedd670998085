"""Runs commands by id, at once or after the current task."""

from reader.commands import command_runner
from reader.commands.catalogue import BY_ID
from reader.commands.command import Call
from reader.commands.keys.active_keymap import present_keys
from reader.commands.tags.remembered_tags import RememberedTags
from reader.services import Services
from reader.ui.window.commands.frontend import WindowFrontend


class CommandExecution:
    """Runs commands, and keeps changes in the order of the keys."""

    def __init__(self, app: Services, frontend: WindowFrontend, session: RememberedTags) -> None:
        self._app, self._frontend, self._session = app, frontend, session

    def run(self, name: str, count: int = 1) -> None:
        """Runs a command by its id; count is the number typed before its key."""
        app, frontend = self._app, self._frontend
        frontend.reading.deferred.flush()
        frontend.notes.flush()  # what is typed is there for whatever undoes, finds or exports
        command = BY_ID[name]
        if command.writes and app.database.is_read_only:
            frontend.fail(app.database.why_read_only())
            if command.may_ask:
                frontend.drop_typing()
            return
        if command.writes:
            app.database.wait_for_check()
        queue = frontend.queue
        # What is typed after the key of one that may ask is for its field: it does not wait.
        is_waiting = command.writes and not queue.is_idle and not command.may_ask
        if is_waiting and command.cancels_running:
            if queue.take_back():
                return
            is_waiting = not queue.is_idle  # behind a worker, which is not stopped
        if command.writes and not is_waiting:
            queue.wait(command.title)
        context = frontend.context_under_cursor() if command.is_under_cursor else frontend.context()
        services = (app.queries, app.history, app.settings, frontend)
        call = Call(*services, context, present_keys(), count, self._session)
        if is_waiting:
            queue.queue(command.title, lambda: command_runner.run(command, call.at_present()))
        elif command.writes and not command.may_ask and app.database.is_busy():
            queue.wait_for_library(
                command.title, lambda: command_runner.run(command, call.at_present())
            )
        else:
            command_runner.run(command, call)
