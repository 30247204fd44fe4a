"""Variables that say who, where and when rather than what was answered."""

from lpsstats.dictionary.model import Dictionary


def identifying_columns(dictionary: Dictionary) -> frozenset[str]:
    """Name the variables whose column holds the wave, site, id, weight or cluster."""
    held = (
        dictionary.wave_names,
        dictionary.site_names,
        dictionary.id_names,
        dictionary.weight_names,
        dictionary.cluster_names,
    )
    columns = {(wave, name) for names in held if names for wave, name in names.items()}
    return frozenset(
        key
        for key, variable in dictionary.variables.items()
        if not columns.isdisjoint(variable.names.items())
    )
