"""The page as data: result rows laid out in columns with formats. The only rounding."""
