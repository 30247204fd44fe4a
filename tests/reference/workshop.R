# The workshop example, from its committed files: every row of `compare` from the start to the end
# and from the start to a year later, of `contrast`, and of the knowledge sheet. Everybody is linked
# by the number on the sheets; where three in five of the smaller wave are, pairs are tested, else
# everybody, allowing for those who are. Writes workshop.csv. Run in this folder:
# Rscript workshop.R
source("shared/designs.R")
source("shared/linked.R")
suppressPackageStartupMessages({
  library(haven)
  library(sandwich)
  library(lmtest)
})

confidence <- 0.95
folder <- "../../examples/workshop"
places <- c("Gloucester", "Cheltenham", "Stroud")
agree7 <- c("Strongly disagree", "Disagree", "Tend to disagree", "Neither agree nor disagree",
            "Tend to agree", "Agree", "Strongly agree")
agree6 <- agree7[-4]
no_answer <- c("", "Don't know", "Prefer not to say")

practice <- c("p_working", "p_decide", "p_connect", "p_fix")
morale <- c("m_forward", "m_proud", "m_drained")
single <- c("s_describe", "s_patterns")
used <- c("used_map", "used_cafe", "used_inquiry", "used_agreement", "used_restore")
coded <- c("well_1", "well_2", "well_3")
themes <- as.character(1:7)
topics <- c("assets", "cafe", "inquiry", "restore")

# Where the linked all gave one answer, nothing goes together in them.
cor <- function(x, y) if (sd(x) == 0 || sd(y) == 0) 0 else stats::cor(x, y)

# ---- the files --------------------------------------------------------------------------------
in_words <- function(file, separator) {
  d <- read.table(file.path(folder, file), header = TRUE, sep = separator, quote = "\"",
                  encoding = "UTF-8", colClasses = "character", na.strings = character())
  code <- function(x, words) {
    stopifnot(x %in% c(words, no_answer))
    as.numeric(match(x, words))
  }
  d[c(practice, single)] <- lapply(d[c(practice, single)], code, agree7)
  d[morale] <- lapply(d[morale], code, agree6)
  d[used] <- lapply(d[used], function(x) as.numeric(x == "Yes"))
  d[coded] <- lapply(d[coded], as.numeric)
  d
}

in_codes <- function(file) {
  d <- read_sav(file.path(folder, file))
  place <- as.character(as_factor(d$place))
  d <- as.data.frame(zap_labels(zap_missing(d)))
  d$place <- place
  d
}

scored <- function(d) {
  score <- function(items, reversed, ends) {
    x <- d[items]
    x[[reversed]] <- ends - x[[reversed]]
    ifelse(rowSums(!is.na(x)) >= 2, rowMeans(x, na.rm = TRUE), NA)
  }
  d$practice <- score(practice, "p_fix", 8)
  d$morale <- score(morale, "m_drained", 7)
  wrote <- rowSums(!is.na(d[coded])) > 0
  for (theme in themes) {
    named <- rowSums(d[coded] == as.numeric(theme), na.rm = TRUE) > 0
    d[[paste0("well", theme)]] <- ifelse(wrote, as.numeric(named), NA)
  }
  d
}

waves <- list(start = scored(in_words("workshop_start.csv", ",")),
              end = scored(in_codes("workshop_end.sav")),
              later = scored(in_words("workshop_later.csv", ";")))
stopifnot(sapply(waves, function(d) !anyDuplicated(d$participant)))

# One row per person, with the answers in two waves; nobody changes place.
linked <- function(from, to) {
  everybody <- unique(rbind(from[c("participant", "place")], to[c("participant", "place")]))
  stopifnot(!anyDuplicated(everybody$participant))
  list(place = everybody$place, from = from[match(everybody$participant, from$participant), ],
       to = to[match(everybody$participant, to$participant), ])
}

answers_to <- function(people, measure, site = "") {
  here <- if (site == "") TRUE else people$place == site
  w <- data.frame(place = people$place, before = people$from[[measure]],
                  after = people$to[[measure]])[here, ]
  w[!is.na(w$before) | !is.na(w$after), ]
}

# ---- compare ----------------------------------------------------------------------------------
mode_of <- function(w) {
  pairs <- sum(!is.na(w$before) & !is.na(w$after))
  smaller <- min(sum(!is.na(w$before)), sum(!is.na(w$after)))
  if (pairs >= 0.6 * smaller) "pairs" else "overlapping"
}

mean_row <- function(w) {
  if (mode_of(w) == "pairs") paired_mean(w$before, w$after, confidence)
  else overlapping_mean(w$before, w$after, confidence)
}

share_row <- function(w) {
  if (mode_of(w) == "pairs") paired_share(w$before, w$after, confidence)
  else share_by_means(overlapping_mean, w$before, w$after, confidence)
}

# The mean, the rank test that judges it, and the share at the better end.
item_row <- function(w, best) {
  at_best <- function(x) ifelse(is.na(x), NA, as.numeric(x %in% best))
  found <- mean_row(w)
  share <- share_row(transform(w, before = at_best(before), after = at_best(after)))
  ranks <- list()
  if (mode_of(w) == "pairs") {
    found$df <- NULL
    ranks <- signed_ranks(w$before, w$after, confidence)
  }
  modifyList(found, c(ranks, share[1:5]))
}

box_row <- function(w) {
  found <- share_row(w)
  c(found, list(estimate = found$pct_change, conf_low = found$pct_low,
                conf_high = found$pct_high))
}

rows <- list()
keep <- function(run, measure, category, site, found, w) {
  found$n_pairs <- sum(!is.na(w$before) & !is.na(w$after))
  found$mode <- match(mode_of(w), c("overlapping", "pairs"))
  rows[[length(rows) + 1]] <<- lines_of(run, measure, category, tolower(site), found)
  found$p_value
}

boxes_row <- function(run, people, measure, columns, names, site) {
  w <- lapply(columns, function(column) answers_to(people, column, site))
  found <- lapply(w, box_row)
  p <- sapply(found, `[[`, "p_value")
  # A box that nobody ticked in either wave has no test, and does not count in the question's.
  tested <- !is.na(p)
  for (i in which(tested)) keep(run, measure, names[i], site, found[[i]], w[[i]])
  keep(run, measure, "", site, list(p_value = min(1, sum(tested) * min(p[tested]))), w[[1]])
}

# `found`: p by measure and site of a family, those of all sites apart.
adjusted <- function(run, p, method) {
  q <- p
  q[] <- p.adjust(p, method)
  for (i in seq_len(nrow(p))) for (j in seq_len(ncol(p))) {
    rows[[length(rows) + 1]] <<- lines_of(run, rownames(p)[i], "", tolower(colnames(p)[j]),
                                          list(p_adjusted = q[i, j]))
  }
}

everywhere <- c(places, "")
by_place <- function(measures, row_of) {
  p <- sapply(everywhere, function(site) sapply(measures, row_of, site))
  p <- matrix(p, length(measures), dimnames = list(measures, everywhere))
  p[, places, drop = FALSE]
}

compare <- function(run, people) {
  scales <- by_place(c("practice", "morale"), function(measure, site) {
    w <- answers_to(people, measure, site)
    keep(run, measure, "", site, mean_row(w), w)
  })
  adjusted(run, scales, "holm")
  item <- function(measure, site) {
    w <- answers_to(people, measure, site)
    top <- if (measure %in% morale) 6 else 7
    best <- if (measure %in% c("p_fix", "m_drained")) 1:2 else c(top - 1, top)
    keep(run, measure, "", site, item_row(w, best), w)
  }
  adjusted(run, by_place(c(practice, morale), item), "BH")
  boxes <- function(measure, site) {
    if (measure == "used") boxes_row(run, people, "used", used, used, site)
    else boxes_row(run, people, "well", paste0("well", themes), themes, site)
  }
  adjusted(run, rbind(by_place(single, item), by_place(c("used", "well"), boxes)), "BH")
}

# ---- contrast ---------------------------------------------------------------------------------
# Changes of linked people; the place with the workshops against the mean of the two without.
contrast_row <- function(people, measure) {
  w <- na.omit(answers_to(people, measure))
  w$difference <- w$after - w$before
  by <- function(f, x) sapply(places, function(place) f(x[w$place == place]))
  share <- c(1, -1 / 2, -1 / 2)
  n <- by(length, w$difference)
  change <- by(mean, w$difference)
  estimate <- sum(share * change)
  pieces <- share^2 * by(var, w$difference) / n
  se <- sqrt(sum(pieces))
  df <- sum(pieces)^2 / sum(pieces^2 / (n - 1))
  reach <- qt((1 + confidence) / 2, df)
  # Bonett (2008) for a contrast of means, with the covariance of those that are of one person.
  v1 <- by(var, w$before)
  v2 <- by(var, w$after)
  v12 <- sapply(places, function(place) with(w[w$place == place, ], cov(before, after)))
  s2 <- mean(c(v1, v2))
  d <- estimate / sqrt(s2)
  spread <- d^2 / (2 * 6^2 * s2^2) * sum((v1^2 + v2^2 + 2 * v12^2) / (n - 1)) +
    sum(share^2 * by(var, w$difference) / (n - 1)) / s2
  j <- 1 - 3 / (4 * sum(n - 1) - 1)
  half <- qnorm((1 + confidence) / 2) * sqrt(spread)
  f <- waldtest(lm(difference ~ place, w), lm(difference ~ 1, w), test = "F",
                vcov = function(x) vcovHC(x, type = "HC3"))
  list(estimate = estimate, std_error = se, statistic = estimate / se, df = df,
       p_value = 2 * pt(-abs(estimate / se), df), conf_low = estimate - reach * se,
       conf_high = estimate + reach * se, effect = j * d, effect_low = j * (d - half),
       effect_high = j * (d + half), change_intervention = change[["Gloucester"]],
       change_comparison = mean(change[-1]), n_from = sum(n), n_to = sum(n),
       interaction_f = f$F[2], interaction_df = -f$Df[2], interaction_df_error = f$Res.Df[1],
       interaction_p = f$`Pr(>F)`[2])
}

# The shocks of one place and wave with which the interval would reach 0.
shock <- function(found) {
  room <- (found$estimate / qt((1 + confidence) / 2, found$df))^2 - found$std_error^2
  if (room > 0) list(tipping_shock = sqrt(room / (2 * (1 + 1 / 2)))) else list()
}

contrast <- function(run, people) {
  for (family in list(c("practice", "morale"), c(practice, morale), single)) {
    found <- lapply(family, function(measure) contrast_row(people, measure))
    q <- p.adjust(sapply(found, `[[`, "p_value"), if (family[1] == "practice") "holm" else "BH")
    for (i in seq_along(family)) {
      line <- c(found[[i]], shock(found[[i]]), list(p_adjusted = q[i]))
      rows[[length(rows) + 1]] <<- lines_of(run, family[i], "", "", line)
    }
  }
}

for (last in c("end", "later")) {
  people <- linked(waves$start, waves[[last]])
  compare(paste("compare", last), people)
  contrast(paste("contrast", last), people)
}

# ---- the knowledge sheet ----------------------------------------------------------------------
sheet <- read.csv(file.path(folder, "workshop_knowledge.csv"))
rating <- function(moment) {
  x <- setNames(sheet[paste0(topics, "_", moment)], topics)
  x$knowledge <- ifelse(rowSums(!is.na(x)) >= 2, rowMeans(x, na.rm = TRUE), NA)
  x
}
before <- rating("before")
now <- rating("now")
p <- sapply(c("knowledge", topics), function(measure) {
  w <- data.frame(before = before[[measure]], after = now[[measure]])
  found <- if (measure == "knowledge") mean_row(w) else item_row(w, 9:10)
  keep("knowledge", measure, "", "", found, w)
})
adjusted("knowledge", matrix(p[1], 1, dimnames = list("knowledge", "")), "holm")
adjusted("knowledge", matrix(p[-1], dimnames = list(topics, "")), "holm")

write_lines("workshop.csv", c("survey", "coin", "haven", "sandwich", "lmtest"), rows)
