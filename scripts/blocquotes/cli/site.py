"""The command that writes and serves the website: site."""

from pathlib import Path

import click

from blocquotes.cli.console import checkout, need_release, recover, verified_release
from blocquotes.cli.ending import in_lines


@click.command()
@click.argument("release", type=click.Path(path_type=Path), required=False)
@click.option("--output", type=click.Path(path_type=Path), help="Folder to write to [default: build/site].")
@click.option("--repository", metavar="URL", help="Web address of the source repository [default: that of `origin`].")
@click.option("--branch", metavar="NAME", help="Its branch for new articles [default: that of `origin`, or main].")
@click.option("--address", metavar="URL", help="Web address that the site will have, for examples and metadata.")
@click.option("--serve", is_flag=True, help="Serve the site on this machine until you press Ctrl-C.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to serve on.")
@click.pass_context
def site(
    context: click.Context,
    release: Path | None,
    output: Path | None,
    repository: str | None,
    branch: str | None,
    address: str | None,
    serve: bool,
    port: int,
) -> None:
    """Write the website of RELEASE, a folder that `build` made [default: dist/].

    The site is plain files for any web server: a landing page, the explorer, and the workbench.
    The release is verified first. `make site` bundles the JavaScript, and then runs this command.
    """
    from blocquotes import outputs
    from blocquotes.shown import count
    from blocquotes.site import build, bundles, published, server
    from blocquotes.site import repository as repositories

    layout = checkout(context)
    source = repositories.web_address(repository, "--repository") or repositories.of_remote(layout.root)
    takes = branch or repositories.branch_of_remote(layout.root) or published.MAIN
    place_on_web = repositories.web_address(address, "--address")
    folder = release or layout.dist
    need_release(folder)
    target = (output or layout.root / "build" / "site").absolute()
    recover(outputs.located(target).parent)
    place = outputs.folder_for(target, "site", (folder, layout.root / bundles.FOLDER))
    made = bundles.read(layout)
    verified_release(folder)
    # Otherwise nothing is shown while Python is compiled for the browser.
    click.echo("writing the website; this takes up to a minute", err=True)
    sizes = build.build(published.read(folder, source, place_on_web, takes), made, place, layout.root)
    click.echo(f"wrote {in_lines(str(target))}: {count(len(sizes), 'file')}, {sum(sizes.values()):,} bytes")
    if serve:
        with server.serving(target, port) as listening:
            click.echo(f"serving at {listening.address} ; press Ctrl-C to stop")
            listening.wait()
