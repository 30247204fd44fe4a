# One factor in several waves: equal items, equal loadings, equal intercepts, and each item freed.
# Of inputs/invariance_*.csv and of the scales of the bundled example. Writes invariance.csv.
# Run in this folder: Rscript invariance.R
suppressMessages({library(lavaan); library(haven)})

long <- function(model, statistic, value, item = "", wave = "") {
  data.frame(model, statistic, item, wave, value = unname(value))
}

fitted <- function(model, data, equal, free = NULL) {
  cfa(model, data = data, group = "wave", std.lv = TRUE, meanstructure = TRUE,
      group.equal = equal, group.partial = free, estimator = "MLM")
}

difference <- function(strict, loose) {
  lavTestLRT(loose, strict, method = "satorra.bentler.2010")
}

indices <- function(name, fit) {
  wanted <- c("chisq.scaled", "df", "pvalue.scaled", "chisq.scaling.factor", "cfi.robust",
              "rmsea.robust", "rmsea.ci.lower.robust", "rmsea.ci.upper.robust", "srmr")
  long(name, wanted, fitMeasures(fit)[wanted])
}

# Nye and Drasgow's eq. 3 for a linear factor: the integral of a squared straight line.
shifts <- function(fit, item, data) {
  est <- lavInspect(fit, "est")
  sds <- lapply(split(data[[item]], data$wave), sd)
  ns <- table(data$wave)
  first <- est[[1]]
  do.call(rbind, lapply(seq_along(est)[-1], function(g) {
    here <- est[[g]]
    slope <- here$lambda[item, 1] - first$lambda[item, 1]
    level <- here$nu[item, 1] - first$nu[item, 1]
    squared <- function(eta) (level + slope * eta)^2 * dnorm(eta, here$alpha[1], sqrt(here$psi[1]))
    sd_pooled <- ((ns[1] - 1) * sds[[1]] + (ns[g] - 1) * sds[[g]]) / (ns[1] + ns[g] - 2)
    total <- integrate(squared, -Inf, Inf, rel.tol = 1e-10)$value
    rbind(
      long("item", "shift", level + slope * here$alpha[1], item, g),
      long("item", "dmacs", sqrt(total) / sd_pooled, item, g)
    )
  }))
}

freed <- function(model, data, scalar, item) {
  fit <- fitted(model, data, c("loadings", "intercepts"),
                c(paste("f =~", item), paste(item, "~ 1")))
  test <- difference(scalar, fit)
  rbind(
    long("item", "gain", test[["Chisq diff"]][2], item),
    long("item", "p_value", test[["Pr(>Chisq)"]][2], item),
    shifts(fit, item, data)
  )
}

of_data <- function(set, data) {
  data <- data[complete.cases(data), ]
  items <- setdiff(names(data), "wave")
  model <- paste("f =~", paste(items, collapse = " + "))
  configural <- fitted(model, data, "")
  metric <- fitted(model, data, "loadings")
  scalar <- fitted(model, data, c("loadings", "intercepts"))
  by_loadings <- difference(metric, configural)
  by_intercepts <- difference(scalar, metric)
  rows <- rbind(indices("configural", configural), indices("metric", metric),
                long("metric", "delta", by_loadings[["Chisq diff"]][2]),
                long("metric", "delta_p", by_loadings[["Pr(>Chisq)"]][2]),
                indices("scalar", scalar),
                long("scalar", "delta", by_intercepts[["Chisq diff"]][2]),
                long("scalar", "delta_p", by_intercepts[["Pr(>Chisq)"]][2]),
                do.call(rbind, lapply(items, freed, model = model, data = data, scalar = scalar)))
  cbind(set, rows)
}

made_up <- function(name) of_data(name, read.csv(paste0("inputs/invariance_", name, ".csv")))

scales <- list(
  cohesion = c("q1_belong", "q2_hand", "q3_rely", "q4_apart", "q5_newcomers"),
  wellbeing = c("q6_upbeat", "q7_cope", "q8_energy", "q9_purpose"),
  trust = c("q21_count", "q22_matters", "q23_knowhow")
)
lps <- function() {
  one <- function(wave) {
    d <- as.data.frame(zap_labels(read_sav(sprintf("../../examples/lps/lps_t%d.sav", wave))))
    names(d) <- sub("_t3$", "", names(d))
    renamed <- c(scales$cohesion, scales$wellbeing)
    at <- match(paste0("Q", seq_along(renamed)), names(d))
    names(d)[at[!is.na(at)]] <- renamed[!is.na(at)]
    d <- d[unique(unlist(scales))]
    d[d > 7] <- NA
    d$q4_apart <- 8 - d$q4_apart
    cbind(wave = wave, d)
  }
  do.call(rbind, lapply(1:3, one))
}
everyone <- lps()

rows <- do.call(rbind, c(
  lapply(c("shifted", "three", "seven"), made_up),
  lapply(names(scales), function(s) of_data(s, everyone[c("wave", scales[[s]])]))
))
rows$value <- ifelse(is.na(rows$value), "", sprintf("%.17g", rows$value))

header <- c(paste("#", R.version.string),
            paste("# lavaan", packageVersion("lavaan"), "haven", packageVersion("haven")),
            "# Written by invariance.R. shift and dmacs are against the first wave.")
writeLines(header, "invariance.csv")
suppressWarnings(write.table(rows, "invariance.csv", append = TRUE, sep = ",", quote = FALSE,
                             row.names = FALSE))
