# Every row of `compare` on the panel of inputs/linked_survey.csv, unweighted and weighted: each
# place by the test that its share of linked respondents asks for (three in five of the smaller
# wave: pairs), and all of them by one. Who has no weight is left out where weights count.
# Writes linked_compare.csv. Run in this folder: Rscript linked_compare.R
source("shared/designs.R")
source("shared/linked.R")

people <- read.csv("inputs/linked_survey.csv")
confidence <- 0.95
items <- c("q1", "q2", "q3", "q4")
turned <- transform(people[items], q3 = 8 - q3)
people$trust <- ifelse(rowSums(!is.na(turned)) >= 2, rowMeans(turned, na.rm = TRUE), NA)
people$access <- as.numeric(people$access == 1)
top <- list(job = 1:2, rating = 1)
measures <- c("trust", "job", "rating", "access", "transport")

# One row per person and site, as nobody is linked to themselves elsewhere.
wide <- function(d, value) {
  d$value <- value
  d <- d[!is.na(value), ]
  key <- paste(d$site, d$person)
  everyone <- unique(key)
  one <- function(wave, column) {
    d[[column]][d$wave == wave][match(everyone, key[d$wave == wave])]
  }
  data.frame(before = one(1, "value"), after = one(2, "value"), weight = one(2, "weight"),
             site = sub(" .*", "", everyone))
}

mode_of <- function(w, asked) {
  if (asked != "auto") return(asked)
  pairs <- sum(!is.na(w$before) & !is.na(w$after))
  smaller <- min(sum(!is.na(w$before)), sum(!is.na(w$after)))
  if (pairs == 0) "independent" else if (pairs >= 0.6 * smaller) "pairs" else "overlapping"
}

# ---- unweighted -------------------------------------------------------------------------------
plain_mean <- list(pairs = paired_mean, overlapping = overlapping_mean,
                   independent = independent_mean)

plain_share <- function(w, mode) {
  one <- switch(mode, pairs = paired_share, independent = independent_share,
                overlapping = function(...) share_by_means(overlapping_mean, ...))
  one(w$before, w$after, confidence)
}

plain_item <- function(w, mode, end) {
  test <- switch(mode, pairs = signed_ranks, independent = brunner_munzel,
                 overlapping = function(...) list())
  in_end <- function(x) ifelse(is.na(x), NA, as.numeric(x %in% end))
  share <- plain_share(transform(w, before = in_end(before), after = in_end(after)), mode)
  found <- plain_mean[[mode]](w$before, w$after, confidence)
  if (mode == "pairs") found$df <- NULL
  modifyList(found, c(test(w$before, w$after, confidence), share[1:5]))
}

# ---- weighted ---------------------------------------------------------------------------------
# Persons are units of both waves, or everybody is one; the design is of those with an answer.
sampled <- function(d, value, mode) {
  d$value <- value
  d <- d[!is.na(value), ]
  d$later <- as.numeric(d$wave == 2)
  linked <- mode == "overlapping"
  d$unit <- if (linked) d$person else seq_len(nrow(d))
  d$stratum <- if (linked) d$site else 10 * d$site + d$wave
  d
}

# The mean of the differences, by the weight of the later wave.
weighted_pairs <- function(w, confidence) {
  w <- w[!is.na(w$before) & !is.na(w$after), ]
  w$difference <- w$after - w$before
  design <- svydesign(ids = ~1, strata = ~site, weights = ~weight, data = w)
  change <- svymean(~difference, design)
  se <- unname(sqrt(diag(vcov(change))))
  estimate <- unname(coef(change))
  df <- degf(design)
  half <- qt((1 + confidence) / 2, df) * se
  moments <- function(formula) {
    c(unname(coef(svymean(formula, design))), unname(sqrt(coef(svyvar(formula, design)))))
  }
  from <- moments(~before)
  to <- moments(~after)
  c(list(n_from = nrow(w), n_to = nrow(w), mean_from = from[1], mean_to = to[1], sd_from = from[2],
         sd_to = to[2], n_effective_from = kish(w$weight), n_effective_to = kish(w$weight),
         estimate = estimate, std_error = se, statistic = estimate / se, df = df,
         p_value = 2 * pt(-abs(estimate / se), df), conf_low = estimate - half,
         conf_high = estimate + half),
    paired_mean(w$before, w$after, confidence)[c("effect", "effect_low", "effect_high")])
}

weighted_mean <- function(d, value, mode) {
  if (mode == "pairs") return(weighted_pairs(wide(d, value), confidence))
  difference_of(sampled(d, value, mode), confidence)
}

weighted_share <- function(d, value, mode) {
  if (mode != "pairs") return(share_of(sampled(d, value, mode), confidence))
  t <- weighted_pairs(wide(d, 100 * value), confidence)
  c(list(pct_from = t$mean_from, pct_to = t$mean_to, pct_change = t$estimate,
         pct_low = t$conf_low, pct_high = t$conf_high),
    t[c("n_from", "n_to", "n_effective_from", "n_effective_to", "std_error", "statistic", "df",
        "p_value")])
}

weighted_item <- function(d, value, mode, end) {
  found <- weighted_mean(d, value, mode)
  share <- weighted_share(d, ifelse(is.na(value), NA, as.numeric(value %in% end)), mode)
  if (mode == "pairs") return(modifyList(found, share[1:5]))
  modifyList(found, c(superiority_of(sampled(d, value, mode), confidence), share[1:5]))
}

# ---- rows -------------------------------------------------------------------------------------
whole_table <- function(d, w, mode, weighted) {
  if (!weighted && mode == "pairs") return(homogeneity(w$before, w$after))
  if (!weighted && mode == "independent") return(independent_table(w$before, w$after))
  if (!weighted) d$weight <- 1
  # Pairs of weighted categories are persons that are in both waves.
  here <- sampled(d, d$transport, if (mode == "pairs") "overlapping" else mode)
  c(table_of(here), list(n_from = sum(here$later == 0), n_to = sum(here$later == 1)))
}

share_in <- function(d, value, asked, weighted) {
  w <- wide(d, value)
  mode <- mode_of(w, asked)
  found <- if (weighted) weighted_share(d, value, mode) else plain_share(w, mode)
  c(found, list(estimate = found$pct_change, conf_low = found$pct_low, conf_high = found$pct_high))
}

found_of <- function(measure, d, asked, weighted) {
  value <- d[[measure]]
  w <- wide(d, value)
  mode <- mode_of(w, asked)
  end <- top[[measure]]
  found <- if (measure == "trust") {
    if (weighted) weighted_mean(d, value, mode) else plain_mean[[mode]](w$before, w$after, confidence)
  } else if (measure == "access") {
    share_in(d, value, asked, weighted)
  } else if (measure == "transport") {
    whole_table(d, w, mode, weighted)
  } else {
    if (weighted) weighted_item(d, value, mode, end) else plain_item(w, mode, end)
  }
  pairs <- sum(!is.na(w$before) & !is.na(w$after))
  c(found, list(n_pairs = if (mode == "independent") 0 else pairs, mode = mode))
}

rows <- list()
for (weighted in c(FALSE, TRUE)) for (asked in c("auto", "pairs", "overlapping", "independent")) {
  d <- if (weighted) people[!is.na(people$weight) & people$weight > 0, ] else people
  run <- paste(if (weighted) "weighted" else "plain", asked)
  for (measure in measures) for (site in c("1", "2", "3", "")) {
    # Nobody of the third site is linked: there is no test to force.
    if (site == "3" && asked %in% c("pairs", "overlapping")) next
    here <- if (site == "") d else d[d$site == site, ]
    found <- found_of(measure, here, asked, weighted)
    found$mode <- match(found$mode, c("independent", "overlapping", "pairs"))
    rows[[length(rows) + 1]] <- lines_of(run, measure, "", site, found)
    if (measure != "transport") next
    for (code in 1:3) {
      value <- as.numeric(here$transport == code)
      rows[[length(rows) + 1]] <-
        lines_of(run, measure, code, site, share_in(here, value, asked, weighted))
    }
  }
}
write_lines("linked_compare.csv", c("survey", "coin"), rows)
