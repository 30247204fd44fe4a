# Every row of `compare` on inputs/weighted_survey.csv, wave 1 against 3: by weights, by streets,
# by both, and by weights raked to ages and sexes. By the survey package; the adjusted change by lm
# and sandwich. Who has no answer, no weight or a weight of nought is left out beforehand.
# Writes weighted_compare.csv. Run in this folder: Rscript weighted_compare.R
suppressPackageStartupMessages(library(sandwich))
source("shared/designs.R")

people <- read.csv("inputs/weighted_survey.csv")
confidence <- 0.95
items <- c("q1", "q2", "q3", "q4")
boxes <- c("box1", "box2", "box3", "box4")
turned <- transform(people[items], q3 = 8 - q3)
people$trust <- ifelse(rowSums(!is.na(turned)) >= 2, rowMeans(turned, na.rm = TRUE), NA)
asked <- !apply(people[boxes] == 9, 1, function(x) all(x %in% TRUE))
stopifnot(sum(!asked) > 5)
for (box in boxes) people[[box]] <- ifelse(asked, as.numeric(people[[box]] %in% 1), NA)
people$access <- as.numeric(people$access == 1)

# What a measure is of; the answers that count at the better end of an item.
top <- list(job = 1:2, rating = 1)
kinds <- c(trust = "scale", job = "item", rating = "item", access = "share",
           transport = "categories", news = "boxes")
families <- list(primary = c("trust", "job"), secondary = c("rating", "access", "transport", "news"))
methods <- c(primary = "holm", secondary = "BH")

raked_weights <- function() {
  weight <- rep(NA_real_, nrow(people))
  margins <- list(data.frame(agegroup = 1:3, share = c(20, 45, 35)),
                  data.frame(sex = 1:2, share = c(0.48, 0.52)))
  for (wave in 1:3) for (site in 1:3) {
    rows <- which(people$wave == wave & people$site == site & !is.na(people$agegroup) &
                    !is.na(people$sex))
    target <- lapply(margins, function(m) {
      data.frame(m[1], Freq = length(rows) * m$share / sum(m$share))
    })
    design <- svydesign(ids = ~1, weights = rep(1, length(rows)), data = people[rows, ])
    found <- rake(design, list(~agegroup, ~sex), target,
                  control = list(maxit = 2000, epsilon = 1e-13, verbose = FALSE))
    weight[rows] <- weights(found) / mean(weights(found))
  }
  weight
}

# The survey as a run sees it.
prepared <- function(weight, clustered) {
  d <- people
  d$weight <- weight
  alone <- 10000 + seq_len(nrow(d))
  d$unit <- if (clustered) ifelse(is.na(d$street), alone, d$street) else alone
  compared <- d$wave != 2
  d$stratum <- 10 * d$site + d$wave
  d$stratum[compared] <- strata_of(d$site[compared], as.numeric(d$wave[compared] == 3),
                                   d$unit[compared])
  d[!is.na(d$weight) & d$weight > 0, ]
}

valued <- function(d, value) {
  d$value <- value
  d$later <- as.numeric(d$wave == 3)
  d[d$wave != 2 & !is.na(value), ]
}

unweighted <- function(all, value, times = 1) {
  times * (mean(value[all$wave == 3], na.rm = TRUE) - mean(value[all$wave == 1], na.rm = TRUE))
}

middle <- function(d, value) {
  d$value <- value
  one <- wave_of(d[d$wave == 2 & !is.na(value), ])
  list(n_T2 = one$n, mean_T2 = one$mean, sd_T2 = one$sd)
}

# Least squares at the same sex and age; over all sites these are held the same too.
adjusted <- function(d, pooled) {
  d <- d[complete.cases(d[c("value", "sex", "agegroup")]), ]
  sites <- if (pooled) " + factor(site)" else ""
  fit <- lm(as.formula(paste0("value ~ factor(sex) + factor(agegroup) + later", sites)), d,
            weights = d$weight)
  estimate <- coef(fit)[["later"]]
  se <- sqrt(vcovHC(fit, type = "HC3")["later", "later"])
  half <- qt((1 + confidence) / 2, fit$df.residual) * se
  list(estimate_adjusted = estimate, adjusted_low = estimate - half, adjusted_high = estimate + half,
       adjusted_p_value = 2 * pt(-abs(estimate / se), fit$df.residual), n_adjusted = nobs(fit))
}

# Every category, or every box, is a share of its own.
parts_of <- function(run, measure, site, d, all) {
  codes <- if (measure == "news") boxes else as.character(1:3)
  lapply(setNames(nm = codes), function(code) {
    value <- function(x) if (measure == "news") x[[code]] else as.numeric(x$transport == code)
    c(share_of(valued(d, value(d)), confidence),
      list(estimate_unweighted = unweighted(all, value(all), 100)))
  })
}

whole_of <- function(measure, d, parts) {
  if (measure == "news") {
    return(list(p_value = min(1, 4 * min(sapply(parts, `[[`, "p_value"))),
                n_from = parts[[1]]$n_from, n_to = parts[[1]]$n_to))
  }
  here <- valued(d, d[[measure]])
  c(table_of(here), list(n_from = sum(here$later == 0), n_to = sum(here$later == 1)))
}

found_of <- function(measure, d, all, pooled) {
  values <- d[[measure]]
  here <- valued(d, values)
  raw <- list(estimate_unweighted = unweighted(all, all[[measure]],
                                               if (measure == "access") 100 else 1))
  if (kinds[[measure]] == "share") return(c(share_of(here, confidence), raw))
  change <- c(difference_of(here, confidence), raw, adjusted(here, pooled), middle(d, values))
  if (kinds[[measure]] == "scale") return(change)
  end <- points_of(transform(here, value = as.numeric(value %in% top[[measure]])), confidence)
  test <- superiority_of(here, confidence)
  modifyList(change, c(test, end[1:5]))
}

rows <- list()
add <- function(...) rows[[length(rows) + 1]] <<- lines_of(...)

# Adjusted p over the sites of a family's measures; over all sites the verdict rests on p itself.
adjusted_p <- function(whole) {
  for (family in names(families)) {
    keys <- as.vector(outer(families[[family]], c("1", "2", "3"), paste))
    p <- p.adjust(sapply(whole[keys], `[[`, "p_value"), methods[[family]])
    for (i in seq_along(keys)) whole[[keys[i]]]$p_adjusted <- p[[i]]
  }
  whole
}

run_of <- function(run, weight, clustered) {
  d <- prepared(weight, clustered)
  whole <- parts <- list()
  for (measure in names(kinds)) for (site in c("1", "2", "3", "")) {
    key <- paste(measure, site)
    inside <- function(x) if (site == "") x else x[x$site == site, ]
    here <- inside(d)
    all <- inside(people)
    if (kinds[[measure]] %in% c("categories", "boxes")) {
      parts[[key]] <- parts_of(run, measure, site, here, all)
      whole[[key]] <- whole_of(measure, here, parts[[key]])
    } else {
      whole[[key]] <- found_of(measure, here, all, site == "")
    }
  }
  whole <- adjusted_p(whole)
  # HC3 is of people; where streets are sampled the variance is another, which adjustment.R has.
  dropped <- c("adjusted_low", "adjusted_high", "adjusted_p_value")
  for (key in names(whole)) {
    name <- strsplit(paste0(key, " "), " ")[[1]]
    numbers <- whole[[key]]
    if (clustered) numbers <- numbers[!names(numbers) %in% dropped]
    if (run == "raked") numbers <- numbers[!grepl("adjusted_|_adjusted$", names(numbers)) |
                                             names(numbers) == "p_adjusted"]
    add(run, name[1], "", name[2], numbers)
    p <- p.adjust(sapply(parts[[key]], `[[`, "p_value"), if (name[1] == "news") "BH" else "holm")
    bound <- if (name[2] == "") numbers$p_value else numbers$p_adjusted
    for (code in names(parts[[key]])) {
      gate <- if (name[2] == "") NULL else list(p_adjusted = max(p[[code]], bound))
      add(run, name[1], code, name[2], c(parts[[key]][[code]], gate))
    }
  }
}

run_of("weighted", people$weight, FALSE)
run_of("streets", rep(1, nrow(people)), TRUE)
run_of("both", people$weight, TRUE)
run_of("raked", raked_weights(), FALSE)
write_lines("weighted_compare.csv", c("survey", "sandwich"), rows)
