"""Commands of commands, as `readytochange wave`: their help."""

import click


class WholeSentences(click.Group):
    """Says what each command does in its whole first sentence, which Click would cut, in the order of use."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, str(each.help).splitlines()[0]) for name, each in self.commands.items()]
            )
