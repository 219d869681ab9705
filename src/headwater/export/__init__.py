"""What leaves the product: records, files of other tools' formats, the terminal, the page."""
