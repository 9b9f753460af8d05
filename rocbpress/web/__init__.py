"""An issue on a screen: pages, pictures, fonts and a style sheet for any web server, without a script."""
