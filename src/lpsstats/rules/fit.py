"""The rules of the dictionary, and of an export that does not fit it."""

from lpsstats.rules.rule import ERROR, NOTE, WARNING, Rule

DICTIONARY = (
    Rule(
        "LPS001",
        "guess not looked at",
        WARNING,
        "A line of the dictionary bears the mark `# CHECK`: it was guessed from an export.",
        "Look at the line, correct it if need be, and take the mark away.",
    ),
    Rule(
        "LPS002",
        "no scale declared",
        NOTE,
        "The dictionary declares no scale, so there is nothing to compare.",
        "Declare scales; `init` proposes some as comments at the end of its draft.",
    ),
)

FIT = (
    Rule(
        "LPS101",
        "column missing",
        ERROR,
        "A file has no column for a declared variable.",
        "Name the column in this wave (`names`), or write null where it was not asked.",
    ),
    Rule(
        "LPS102",
        "undeclared code or answer",
        ERROR,
        "A column has values that are neither answers nor declared missing.",
        "Declare them as answers or as missing, or correct the data.",
    ),
    Rule(
        "LPS103",
        "values taken as missing",
        NOTE,
        "Values that fit nowhere were taken as missing, as the dictionary or the command asks.",
        "Nothing, if they are few and no answers.",
    ),
    Rule(
        "LPS104",
        "column not declared",
        NOTE,
        "A file has columns that the dictionary does not mention; they are not used.",
        "Declare those that are wanted; `init` drafts them.",
    ),
    Rule(
        "LPS105",
        "unknown wave or site",
        ERROR,
        "The wave or site column has values that are declared nowhere.",
        "Declare them, correct their spelling, or write `other: leave_out`.",
    ),
    Rule(
        "LPS106",
        "code of another wave or site",
        ERROR,
        "The file labels a code as another wave or site than the dictionary does.",
        "Correct the code in the dictionary; a site's may differ by wave.",
    ),
    Rule(
        "LPS107",
        "wave without rows",
        ERROR,
        "A wave that a file should hold has no row in it.",
        "Correct the wave's code or its file.",
    ),
    Rule(
        "LPS108",
        "rows of another wave",
        ERROR,
        "A file holds rows of a wave that the dictionary keeps in another file.",
        "Correct `file`, or name the file at every wave that it holds.",
    ),
    Rule(
        "LPS109",
        "waves cannot be told apart",
        ERROR,
        "A file holds two waves, and nothing says which row or column belongs to which.",
        "Name the wave column, or give one file or one set of names per wave.",
    ),
    Rule(
        "LPS110",
        "file without rows",
        ERROR,
        "A file has columns and no respondent.",
        "Export it again.",
    ),
    Rule(
        "LPS111",
        "weighted file",
        ERROR,
        "A file was saved with WEIGHT BY and the dictionary names no weight.",
        "Write its name under `weight`, or `weight: none` to leave it unused, knowingly.",
    ),
    Rule(
        "LPS112",
        "labels contradict the dictionary",
        ERROR,
        "The file labels a code with what is another code's label in the dictionary: the answers "
        "may run the other way.",
        "Export the answers again, or correct the labels.",
    ),
    Rule(
        "LPS113",
        "id stands twice",
        ERROR,
        "An id stands more than once in a wave. In a panel nobody can be linked by it; elsewhere "
        "it is a warning, for repeated respondents make intervals too narrow.",
        "Remove the repeated rows, or name an id that is unique.",
    ),
    Rule(
        "LPS114",
        "item that nobody answered",
        ERROR,
        "Nobody in a wave answered an item, though many answered the rest of its scale. In a "
        "single site of a wave it is a warning.",
        "Ask for the export again; if it was not asked, leave it out of the scale.",
    ),
    Rule(
        "LPS115",
        "wave, site, id, weight or cluster column missing",
        ERROR,
        "A file has not the column that tells waves, sites, respondents or clusters apart, or "
        "weights respondents.",
        "Name the column it has, or export the file with it.",
    ),
    Rule(
        "LPS116",
        "rows left out",
        NOTE,
        "Rows without a wave or site, or of one that is to be left out, are used nowhere. More "
        "than one in twenty is a warning.",
        "Look at these rows if they are many.",
    ),
    Rule(
        "LPS117",
        "answers declared missing by the file",
        WARNING,
        "Codes within the declared range are user-missing in the file, and taken as missing.",
        "Correct the range, or the file's missing codes.",
    ),
    Rule(
        "LPS118",
        "assumption of the reader",
        NOTE,
        "The encoding, the delimiter, the decimal mark or the like had to be found out.",
        "Nothing if it is right; else --encoding, --delimiter or --sheet.",
    ),
    Rule(
        "LPS119",
        "impossible weight",
        ERROR,
        "A weight is negative, infinite or no number.",
        "Correct it, or name another column.",
    ),
    Rule(
        "LPS120",
        "respondents without weight",
        WARNING,
        "The weight is empty or zero: these respondents count for nothing in weighted results.",
        "Ask whoever made the weights.",
    ),
    Rule(
        "LPS121",
        "extreme weights",
        WARNING,
        "Weights vary so much that the design effect passes 1.5, or the largest is more than five "
        "times the median: a few respondents speak for many.",
        "Ask whether they were trimmed, or set `bounds` where they are raked; and show unweighted "
        "results beside.",
    ),
    Rule(
        "LPS122",
        "empty cell",
        WARNING,
        "A site has no respondent in a wave.",
        "Correct the site's code in this wave, unless it was not surveyed.",
    ),
    Rule(
        "LPS123",
        "small cell",
        WARNING,
        "A site has fewer than 20 respondents in a wave: changes there are hardly testable.",
        "Pool it with others, or do not report it alone.",
    ),
    Rule(
        "LPS124",
        "column of another type",
        ERROR,
        "A column holds text where codes or numbers are declared, and none of it is an answer.",
        "Declare the texts as labels, or name the column that holds the codes.",
    ),
    Rule(
        "LPS125",
        "missing codes within a measurement",
        WARNING,
        "A number without a declared range takes the survey's missing codes, and some of them lie "
        "between its other values: 8 and 9 years may be answers.",
        "Give the variable a `range`, or `missing: {}` if they are answers.",
    ),
    Rule(
        "LPS126",
        "one site under two names",
        ERROR,
        "Two sites have nearly the same name and never both somebody in a wave: two spellings of "
        "one site, each compared with nobody.",
        "Give one site both codes or texts, as a list: `code: [Whaddon, Whadon]`.",
    ),
)
