"""What `python -m models.weights` takes."""

from argparse import ArgumentParser
from pathlib import Path

from models.weights import xtts


def parser(catalogue_url: str) -> ArgumentParser:
    parser = ArgumentParser(prog="python -m models.weights", description="Voices and weights of others.")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    everywhere = ArgumentParser(add_help=False)
    everywhere.add_argument("--catalogue", default=catalogue_url, metavar="URL", help="another than %(default)s")
    everywhere.add_argument("--folder", type=Path, help="where they are kept, in place of the server's own folder")
    listing = commands.add_parser("list", parents=[everywhere], help="what there is")
    listing.add_argument("--language", metavar="de", help="only what speaks it; de_AT or de-at for one country")
    listing.add_argument("--json", action="store_true", help="for programs")
    pulling = commands.add_parser("pull", parents=[everywhere], help="fetch one, or go on fetching it")
    pulling.add_argument("id", metavar="ID")
    pulling.add_argument(
        "--speaker", action="append", default=[], metavar="NAME", help="a voice of this one; again for more"
    )
    pulling.add_argument("--accept-licence", action="store_true", help=f"of {xtts.ID}, which is shown before")
    removing = commands.add_parser("remove", parents=[everywhere], help="delete what pull made of one")
    removing.add_argument("id", metavar="ID")
    return parser
