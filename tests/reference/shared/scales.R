# What R says of a survey's scales: sourced by lps.R, gss.R and rcs.R, whose own part is to read
# the data. Scores, tests and reliability are stated here once more, in R's terms.
#
# A survey is a list with `site` and `wave` (character, one entry per respondent) and `scales`: per
# scale a matrix of answers as given (NA where missing), the ends of their range, and the names of
# the items to be turned round.

suppressPackageStartupMessages({library(psych); library(effectsize); library(lavaan)})

turned <- function(scale) {
  x <- as.matrix(scale$answers)
  storage.mode(x) <- "double"
  back <- colnames(x) %in% scale$reverse
  x[, back] <- scale$low + scale$high - x[, back]
  x
}

# The mean of the answered items, given at least half of them, and two of them at the fewest.
half_rule <- function(k) max(2, ceiling(k / 2))
score <- function(x) {
  ifelse(rowSums(!is.na(x)) >= half_rule(ncol(x)), rowMeans(x, na.rm = TRUE), NA)
}

numbers <- function(question, measure, site, wave, item, confidence, values) {
  data.frame(question, measure, site, wave, item, confidence, quantity = names(values),
             value = sprintf("%.17g", unlist(values)))
}

# --- What changed -------------------------------------------------------------------------------

described <- function(x, suffix) {
  x <- x[!is.na(x)]
  setNames(list(length(x), mean(x), sd(x)), paste0(c("n_", "mean_", "sd_"), suffix))
}

# Average SD and Bonett's (2008) interval, in closed form; Hedges' approximate correction.
average_effect <- function(before, after, confidence) {
  v <- c(var(before), var(after))
  df <- c(length(before), length(after)) - 1
  s2 <- mean(v)
  d <- (mean(after) - mean(before)) / sqrt(s2)
  se <- sqrt(d^2 * sum(v^2 / df) / (8 * s2^2) + sum(v / df) / s2)
  j <- 1 - 3 / (4 * sum(df) - 1)
  z <- qnorm((1 + confidence) / 2)
  list(effect = j * d, effect_low = j * (d - z * se), effect_high = j * (d + z * se))
}

# The interval comes from a search of six digits or so; effects.csv has exact ones.
pooled_effect <- function(before, after, confidence) {
  g <- hedges_g(after, before, pooled_sd = TRUE, ci = confidence)
  list(pooled_effect = g$Hedges_g, pooled_effect_low = g$CI_low, pooled_effect_high = g$CI_high)
}

compared <- function(before, after, confidence) {
  before <- before[!is.na(before)]
  after <- after[!is.na(after)]
  test <- t.test(after, before, var.equal = FALSE, conf.level = confidence)
  c(described(before, "from"), described(after, "to"), list(
    estimate = unname(diff(rev(test$estimate))), std_error = test$stderr,
    statistic = unname(test$statistic), df = unname(test$parameter), p_value = test$p.value,
    conf_low = test$conf.int[1], conf_high = test$conf.int[2]
  ), average_effect(before, after, confidence), pooled_effect(before, after, confidence))
}

# One measure in every site and, where there are several, in all of them together.
changes <- function(survey, measure, from, to, confidence) {
  s <- score(turned(survey$scales[[measure]]))
  sites <- unique(survey$site)
  places <- c(sites, if (length(sites) > 1) "")
  do.call(rbind, lapply(places, function(site) {
    here <- site == "" | survey$site == site
    at <- function(w) s[here & survey$wave == w]
    values <- compared(at(from), at(to), confidence)
    for (w in setdiff(unique(survey$wave), c(from, to))) {
      values <- c(values, described(at(w), w))
    }
    numbers("compare", measure, site, "", "", confidence, values)
  }))
}

# Holm over all measures and sites; rows for all sites together stand outside.
adjusted <- function(changed) {
  p <- changed[changed$quantity == "p_value" & changed$site != "", ]
  p$quantity <- "p_adjusted"
  p$value <- sprintf("%.17g", p.adjust(as.numeric(p$value), "holm"))
  p
}

# --- Reliability --------------------------------------------------------------------------------

# Every respondent is left out in turn. An item that nobody answers differently is no item: psych
# leaves it out too.
jackknife <- function(x, confidence) {
  x <- x[, apply(x, 2, var) > 0]
  alpha_of <- function(m) {
    v <- var(m)
    ncol(m) / (ncol(m) - 1) * (1 - sum(diag(v)) / sum(v))
  }
  n <- nrow(x)
  pseudo <- n * alpha_of(x) - (n - 1) * sapply(seq_len(n), function(i) alpha_of(x[-i, ]))
  half <- qt((1 + confidence) / 2, n - 1) * sd(pseudo) / sqrt(n)
  list(alpha_low = alpha_of(x) - half, alpha_high = min(1, alpha_of(x) + half))
}

reliable <- function(measure, site, wave, x, low, high) {
  complete <- x[complete.cases(x), , drop = FALSE]
  found <- suppressWarnings(alpha(complete, check.keys = FALSE, warnings = FALSE))
  row <- function(item, values) {
    numbers("reliability", measure, site, wave, item, 0.95, values)
  }
  scale_row <- row("", c(
    list(n = nrow(complete), alpha = found$total$raw_alpha, inter_item_r = found$total$average_r),
    jackknife(complete, 0.95)
  ))
  if (site != "") return(scale_row)  # items of every site would fill pages
  items <- lapply(seq_len(ncol(x)), function(j) {
    given <- x[!is.na(x[, j]), j]
    row(colnames(x)[j], list(
      n = length(given), mean = mean(given), sd = sd(given), missing = sum(is.na(x[, j])),
      floor = mean(given == low), ceiling = mean(given == high),
      item_rest = found$item.stats[colnames(x)[j], "r.drop"],
      alpha_if_deleted = found$alpha.drop[colnames(x)[j], "raw_alpha"]
    ))
  })
  rbind(scale_row, do.call(rbind, items))
}

# One factor by maximum likelihood, everyone together; robust standard error (MLR), the interval on
# log odds with the factor sqrt(n / (n - k)) for small samples.
omega_row <- function(measure, x) {
  complete <- as.data.frame(x[complete.cases(x), ])
  k <- ncol(complete)
  names(complete) <- paste0("i", seq_len(k))
  at <- seq_len(k)
  model <- paste(c(
    paste("f =~", paste0("l", at, "*i", at, collapse = " + ")),
    paste0("i", at, " ~~ t", at, "*i", at),
    paste0("common := (", paste0("l", at, collapse = " + "), ")^2"),
    paste0("omega := common / (common + ", paste0("t", at, collapse = " + "), ")")
  ), collapse = "\n")
  # A negative variance, which lavaan warns of, gives no omega.
  fit <- suppressWarnings(cfa(model, data = complete, estimator = "MLR", std.lv = TRUE))
  stopifnot(lavInspect(fit, "converged"))
  est <- lavInspect(fit, "est")
  same_sign <- abs(sum(sign(est$lambda))) == k
  if (!same_sign || any(diag(est$theta) <= 0)) {
    return(numbers("reliability", measure, "", "", "", 0.95, list(heywood = 1)))
  }
  defined <- parameterEstimates(fit)
  defined <- defined[defined$label == "omega", ]
  n <- nrow(complete)
  half <- qt(0.975, n - 1) * sqrt(n / (n - k)) * defined$se / (defined$est * (1 - defined$est))
  numbers("reliability", measure, "", "", "", 0.95, list(
    omega = defined$est, omega_low = plogis(qlogis(defined$est) - half),
    omega_high = plogis(qlogis(defined$est) + half)
  ))
}

# Everyone, each wave, each site in each wave.
reliabilities <- function(survey, measure) {
  scale <- survey$scales[[measure]]
  x <- turned(scale)
  at <- function(site, wave) {
    here <- (site == "" | survey$site == site) & (wave == "" | survey$wave == wave)
    if (sum(complete.cases(x[here, ])) < 3) return(NULL)
    reliable(measure, site, wave, x[here, , drop = FALSE], scale$low, scale$high)
  }
  waves <- unique(survey$wave)
  sites <- unique(survey$site)
  grid <- if (length(sites) > 1) expand.grid(site = sites, wave = waves, stringsAsFactors = FALSE)
  do.call(rbind, c(
    list(at("", ""), omega_row(measure, x)),
    lapply(waves, function(w) at("", w)),
    if (!is.null(grid)) Map(at, grid$site, grid$wave)
  ))
}

# --- The file -----------------------------------------------------------------------------------

write_numbers <- function(survey, name, from, to, confidences) {
  measures <- names(survey$scales)
  changed <- lapply(confidences, function(confidence) {
    rows <- do.call(rbind, lapply(measures, changes, survey = survey, from = from, to = to,
                                  confidence = confidence))
    rbind(rows, adjusted(rows))
  })
  rows <- rbind(do.call(rbind, changed),
                do.call(rbind, lapply(measures, reliabilities, survey = survey)))
  versions <- sapply(c("psych", "effectsize", "lavaan", "haven"), function(p) {
    paste(p, packageVersion(p))
  })
  out <- file(name, "w")
  writeLines(paste0("# ", R.version.string, "; ", paste(versions, collapse = ", ")), out)
  write.csv(rows, out, row.names = FALSE, quote = FALSE)
  close(out)
}
