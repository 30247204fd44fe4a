"""What figures and sentences must know of the dictionary: waves in time, ranges of measures."""

from lpsstats.dictionary.model import Dictionary, Wave


def wave_labels(dictionary: Dictionary) -> dict[str, str]:
    """Give the labels of the waves by their keys, in time."""
    return {wave.key: wave.label for wave in dictionary.waves}


def ranges(dictionary: Dictionary) -> dict[str, tuple[float, float]]:
    """Give the least and greatest value of the scales, and of the questions that have a range."""
    scales = {key: (scale.low, scale.high) for key, scale in dictionary.scales.items()}
    questions = {
        key: (question.low, question.high)
        for key, question in dictionary.variables.items()
        if question.low is not None and question.high is not None
    }
    return questions | scales


def better_ends(dictionary: Dictionary) -> dict[str, str]:
    """Give the good end of the questions that have one: `low`, `high` or `neither`."""
    return {
        key: question.better
        for key, question in dictionary.variables.items()
        if question.better is not None
    }


def dated(wave: Wave) -> str:
    """Name a wave with its date, where the label is not the date itself."""
    return f"{wave.label} ({wave.date})" if wave.date not in {None, wave.label} else wave.label
