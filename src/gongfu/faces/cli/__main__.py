"""Run the command line as a module."""

from gongfu.faces.cli.main import main

main()
