# All waves of a survey at once. First the synthetic example: R's own oneway.test (of ranks too),
# chisq.test and prop.trend.test, lm with sandwich's HC3, and the planned contrasts by t.test. Then
# a made-up panel under weights, streets and linked people, by survey: Wald's chi-square of the
# waves' means by their covariances, a line through them, ranks, categories.
# Writes all_waves.csv. Run in this folder: Rscript all_waves.R
source("shared/scales.R")
suppressPackageStartupMessages({library(sandwich); library(survey)})

exact <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
line <- function(part, set, measure, site, values) {
  data.frame(part, set, measure, site, quantity = names(values), value = exact(unlist(values)))
}
rows <- list()
add <- function(row) rows[[length(rows) + 1]] <<- row

# ---- the example ------------------------------------------------------------------------------
items <- list(
  cohesion = c("q1_belong", "q2_hand", "q3_rely", "q4_apart", "q5_newcomers"),
  wellbeing = c("q6_upbeat", "q7_cope", "q8_energy", "q9_purpose"),
  life_satisfaction = c("q10_home", "q11_family", "q12_area", "q13_health", "q14_social",
                        "q15_money", "q16_work"),
  legitimacy = c("q17_even", "q18_hear", "q19_obey", "q20_honest"),
  trust = c("q21_count", "q22_matters", "q23_knowhow")
)
questions <- c("q24_job", "q25_access", "q26_groups")
every_item <- c(unlist(items, use.names = FALSE), questions)

read_wave <- function(w) {
  data <- haven::read_sav(sprintf("../../examples/lps/lps_t%d.sav", w), user_na = FALSE)
  columns <- every_item
  if (w == 2) columns[1:9] <- paste0("Q", 1:9)
  if (w == 3) columns <- paste0(columns, "_t3")
  answers <- as.data.frame(lapply(data[columns], function(x) as.numeric(haven::zap_labels(x))))
  names(answers) <- every_item
  sites <- c("1" = "barton", "2" = "westgate", "4" = "cashes")
  sites <- c(sites, if (w == 3) c("7" = "whaddon") else c("3" = "whaddon"))
  data.frame(wave = w, site = unname(sites[as.character(as.numeric(data$site))]), answers)
}
people <- do.call(rbind, lapply(1:3, read_wave))
# December 2016, September 2017, May 2018: nine and seventeen months, in years.
years <- c(0, 9, 17) / 12

slope_of <- function(y, year) {
  fit <- lm(y ~ year)
  c(slope = unname(coef(fit)["year"]), slope_se = sqrt(vcovHC(fit, type = "HC3")["year", "year"]))
}
at_waves <- function(y, wave) {
  f <- function(w) y[wave == w & !is.na(y)]
  n <- sapply(1:3, function(w) length(f(w)))
  c(setNames(n, paste0("n_", 1:3)), setNames(sapply(1:3, function(w) mean(f(w))), paste0("m_", 1:3)))
}
pairs <- list(c(1, 2), c(2, 3), c(1, 3))
steps <- function(y, wave) {
  p <- sapply(pairs, function(ab) t.test(y[wave == ab[2]], y[wave == ab[1]])$p.value)
  c(setNames(p, sprintf("p_%d_%d", sapply(pairs, `[`, 1), sapply(pairs, `[`, 2))),
    setNames(p.adjust(p, "holm"),
             sprintf("holm_%d_%d", sapply(pairs, `[`, 1), sapply(pairs, `[`, 2))))
}
places <- c("barton", "westgate", "whaddon", "cashes", "")
for (site in places) {
  here <- people[site == "" | people$site == site, ]
  w <- here$wave
  year <- years[w]
  for (scale in names(items)) {
    y <- score(turned(list(answers = here[items[[scale]]], reverse = "q4_apart", low = 1,
                           high = if (scale == "life_satisfaction") 10 else 7)))
    t <- oneway.test(y ~ factor(w), var.equal = FALSE)
    add(line("example", "plain", scale, site, c(
      at_waves(y, w), statistic = unname(t$statistic), df = unname(t$parameter[1]),
      df_error = unname(t$parameter[2]), p_value = t$p.value, slope_of(y, year), steps(y, w)
    )))
  }
  rank <- rank(here$q24_job, na.last = "keep")
  t <- oneway.test(rank ~ factor(w), var.equal = FALSE)
  k <- kruskal.test(here$q24_job, factor(w))
  add(line("example", "plain", "q24_job", site, c(
    at_waves(here$q24_job, w), statistic = unname(t$statistic), df = unname(t$parameter[1]),
    df_error = unname(t$parameter[2]), p_value = t$p.value, slope_of(here$q24_job, year),
    kruskal_statistic = unname(k$statistic), kruskal_p = k$p.value
  )))
  for (share in c("q25_access", "q26_groups")) {
    y <- 100 * (here[[share]] == 1)
    counts <- table(factor(w), y)
    x <- chisq.test(counts, correct = FALSE)
    trend <- prop.trend.test(counts[, "100"], rowSums(counts), years)
    add(line("example", "plain", share, site, c(
      at_waves(y, w), statistic = unname(x$statistic), df = unname(x$parameter),
      p_value = x$p.value, slope_of(y, year), trend_chisq = unname(trend$statistic)
    )))
  }
}

# ---- the panel --------------------------------------------------------------------------------
panel <- read.csv("inputs/all_waves_panel.csv")
panel <- panel[!is.na(panel$value), ]
panel$cell <- 3 * panel$site + panel$wave
panel$own <- 10000 + seq_len(nrow(panel))
panel$one <- 1
designs <- list(
  people = list(unit = "person", stratum = "site", weight = "one"),
  weighted_people = list(unit = "person", stratum = "site", weight = "weight"),
  weighted = list(unit = "own", stratum = "cell", weight = "weight"),
  streets = list(unit = "street", stratum = "cell", weight = "weight")
)
# Korn and Graubard's F of a Wald chi-square: k differences, d units less strata.
f_of <- function(chisq, k, d) {
  f <- chisq * (d - k + 1) / (d * k)
  c(statistic = f, df1 = k, df2 = d - k + 1, p_value = pf(f, k, d - k + 1, lower.tail = FALSE))
}
weighted_ranks <- function(x, weight) {
  below <- outer(x, x, ">") + outer(x, x, "==") / 2
  as.vector(below %*% weight) / sum(weight)
}
for (set in names(designs)) {
  how <- designs[[set]]
  for (site in c("0", "1", "all")) {
    d <- if (site == "all") panel else panel[panel$site == as.numeric(site), ]
    d$unit <- d[[how$unit]]
    d$stratum <- d[[how$stratum]]
    d$w <- d[[how$weight]]
    design <- svydesign(ids = ~unit, strata = ~stratum, weights = ~w, nest = TRUE, data = d)
    means <- svyby(~value, ~wave, design, svymean, covmat = TRUE)
    df <- degf(design)
    wald <- regTermTest(svyglm(value ~ factor(wave), design), ~factor(wave), method = "Wald")
    n <- as.vector(table(d$wave))
    away <- years - sum(n * years) / sum(n)
    slope <- svycontrast(means, as.vector(n * away / sum(n * away^2)))
    t <- unname(coef(slope) / SE(slope))
    half <- qt(0.975, df) * as.vector(SE(slope))
    # svyranktest averages tied ranks without their weights, so that with unequal ones its figures
    # hang on the order of the rows: ranks are made here, and it must agree where weights are equal.
    design <- update(design, rank = weighted_ranks(code, d$w))
    of_ranks <- regTermTest(svyglm(rank ~ factor(wave), design), ~factor(wave), method = "Wald")
    ranks <- as.vector(of_ranks$Ftest) * 2
    if (set == "people") {
      r <- svyranktest(code ~ factor(wave), design, test = "KruskalWallis")
      stopifnot(all.equal(ranks, as.vector(r$parameter)))
    }
    table <- svychisq(~wave + category, design, statistic = "F")
    v <- vcov(means)
    add(line("panel", set, "value", site, c(
      setNames(coef(means), paste0("mean", 0:2)),
      setNames(v[upper.tri(v, diag = TRUE)], c("v00", "v01", "v11", "v02", "v12", "v22")),
      degrees = df, f_of(as.vector(wald$Ftest) * 2, 2, df),
      slope = unname(coef(slope)), slope_se = as.vector(SE(slope)), slope_t = t,
      slope_p = 2 * pt(-abs(t), df), slope_low = unname(coef(slope)) - half,
      slope_high = unname(coef(slope)) + half
    )))
    add(line("panel", set, "code", site, f_of(ranks, 2, df)))
    add(line("panel", set, "category", site, c(
      statistic = unname(table$statistic), df1 = unname(table$parameter["ndf"]),
      df2 = unname(table$parameter["ddf"]), p_value = unname(table$p.value)
    )))
  }
}

out <- file("all_waves.csv", "w")
writeLines(paste0("# ", R.version.string, ", sandwich ", packageVersion("sandwich"),
                  ", survey ", packageVersion("survey"), ", haven ", packageVersion("haven")), out)
write.csv(do.call(rbind, rows), out, row.names = FALSE, quote = FALSE)
close(out)
