# Three and more waves: Welch's analysis of variance (R's own oneway.test), and the line through
# them: lm with sandwich's HC3, and survey's means of weighted answers with svycontrast.

suppressPackageStartupMessages({library(sandwich); library(survey)})

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))

anova_of <- function(set, here) {
  t <- oneway.test(value ~ factor(wave), data = here, var.equal = FALSE)
  data.frame(test = "anova", set = set, quantity = c("statistic", "df1", "df2", "p_value"),
             value = exact(c(t$statistic, t$parameter, t$p.value)))
}

# Satterthwaite's degrees of freedom: each wave's part of the squared standard error on n - 1.
satterthwaite <- function(part, df) sum(part)^2 / sum(part^2 / df)

# The parts are read off the residuals and leverages that R has, respondent by respondent.
trend_of <- function(set, here) {
  fit <- lm(value ~ year, data = here)
  v <- vcovHC(fit, type = "HC3")["year", "year"]
  x <- model.matrix(fit)
  influence <- (x %*% solve(crossprod(x)))[, "year"] * resid(fit) / (1 - hatvalues(fit))
  part <- tapply(influence^2, here$wave, sum)
  stopifnot(all.equal(sum(part), v))
  df <- satterthwaite(part, table(here$wave) - 1)
  se <- sqrt(v)
  estimate <- coef(fit)["year"]
  half <- qt(0.975, df) * se
  values <- c(estimate, se, estimate / se, df, 2 * pt(-abs(estimate / se), df),
              estimate - half, estimate + half)
  data.frame(test = "trend", set = set, quantity = ESTIMATE, value = exact(values))
}

ESTIMATE <- c("estimate", "std_error", "statistic", "df", "p_value", "conf_low", "conf_high")

# A line through weighted means: survey's slope for the weights' own sums, and the variance of that
# sum of means as svycontrast has it. Waves are strata, respondents their units.
means_of <- function(set, here) {
  design <- svydesign(ids = ~1, strata = ~wave, weights = ~weight, data = here)
  means <- svyby(~value, ~wave, design, svymean, covmat = TRUE)
  years <- tapply(here$year, here$wave, mean)
  total <- tapply(here$weight, here$wave, sum)
  n <- as.vector(table(here$wave))
  slope <- function(w) {
    away <- years - sum(w * years) / sum(w)
    contrast <- w * away / sum(w * away^2)
    result <- svycontrast(means, as.vector(contrast))
    part <- contrast^2 * SE(means)^2
    se <- as.vector(SE(result))
    c(coef(result), se, satterthwaite(part, n - 1))
  }
  fitted <- coef(svyglm(value ~ year, design))["year"]
  stopifnot(all.equal(unname(fitted), unname(slope(total)[1])))
  values <- c(coef(means), SE(means)^2, slope(total), slope(n), slope(rep(1, length(n))))
  places <- seq_along(n)
  kinds <- c("total", "n", "ones")
  data.frame(test = "means", set = set, value = exact(values), quantity = c(
    paste0("mean", places), paste0("variance", places),
    paste0(rep(c("estimate_", "std_error_", "df_"), 3), rep(kinds, each = 3))
  ))
}

groups <- read.csv("inputs/waves_groups.csv")
rows <- list()
for (set in unique(groups$set)) {
  here <- groups[groups$set == set, ]
  here$value <- here$value - here$value[1]  # exact for every set; R loses digits far from zero
  rows[[length(rows) + 1]] <- anova_of(set, here)
  rows[[length(rows) + 1]] <- trend_of(set, here)
  rows[[length(rows) + 1]] <- means_of(set, here)
}

columns <- c("test", "set", "quantity", "value")
out <- file("waves.csv", "w")
writeLines(paste0("# ", R.version.string, ", sandwich ", packageVersion("sandwich"),
                  ", survey ", packageVersion("survey")), out)
write.csv(do.call(rbind, lapply(rows, `[`, columns)), out, row.names = FALSE, quote = FALSE)
close(out)
