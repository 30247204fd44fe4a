"""What scales measure: weights in reliability, ordered answers, dimensions, items, waves."""

WORDS = {
    "weighted": "Whether the survey's weights are used.",
    "alpha_ordinal": "Standardised alpha of polychoric correlations: of the latent responses.",
    "omega_categorical": "Omega of the sum of ordered answers (Green & Yang 2009).",
    "ordinal_reason": "Why there is no ordinal alpha or no categorical omega.",
    "n_unused": "`--ordinal`: answers that the item offers and no complete case gave.",
    "n_factors": "Factors that parallel analysis suggests.",
    "eigenvalue_1": "Largest eigenvalue of the items' correlations.",
    "eigenvalue_2": "Second largest.",
    "eigenvalue_ratio": "The largest over the second.",
    "eigenvalues": "All of them, the largest first.",
    "position": "Which of them it is, from 1.",
    "eigenvalue": "The eigenvalue.",
    "eigenvalue_shuffled": "95th percentile of it where each item is shuffled by itself.",
    "chi_square": "Misfit of the factor model (likelihood ratio), scaled for skewed answers.",
    "scaling": "What it was divided by for that (Satorra & Bentler); 1 for normal answers.",
    "cfi": "Comparative fit index, 0 to 1, robust.",
    "rmsea": "Root mean square error of approximation, robust.",
    "rmsea_low": "Lower end of its 90% interval.",
    "rmsea_high": "Upper end.",
    "srmr": "Standardised root mean square residual.",
    "fit_reason": "Why the fit of one factor is not tested.",
    "estimate_change": "Estimate without the item less the estimate of the whole scale.",
    "differs": (
        "In what the result without the item differs: sign (both changes being at least 1% of the "
        "scale's range), verdict or both."
    ),
    "n_waves": "Waves fitted together.",
    "model": (
        "configural (the same items), metric (equal loadings) or scalar (equal intercepts too)."
    ),
    "delta_chi_square": "Misfit beyond the model before, scaled; or what freeing the item gains.",
    "delta_df": "Degrees of freedom of that difference.",
    "delta_p_value": "Its p.",
    "delta_cfi": "CFI less that of the model before.",
    "shifted_item": "Scalar model: the item that changed most (largest dMACS).",
    "shifted_wave": "The wave in which it did.",
    "shift": "Its answers less those that the first wave would lead one to expect, in points.",
    "dmacs": "The root mean square of that difference, in standard deviations of the item.",
    "wave_cases": "Complete cases of each wave.",
    "loading_from": "The item's loading in the first wave, in scale points.",
    "loading_to": "As loading_from, in the later wave.",
    "intercept_from": "Its expected answer where the factor is at the first wave's mean.",
    "intercept_to": "As intercept_from, in the later wave.",
}
