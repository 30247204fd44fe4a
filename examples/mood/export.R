# Export state anxiety and mood items from R's psychTools as one SPSS and one CSV file.
#
# Run from anywhere: Rscript examples/mood/export.R
# Needs the R packages psychTools (the data) and haven (the SPSS writer).

library(haven)

here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(), value = TRUE)))

# Studies that show something each: see README.md. Left out are more of the same kind, and three
# in which an id is missing or given twice at one time (EMIT, GRAY, HOME): a row that cannot be
# linked with certainty has no place in an example of linked waves.
studies <- c("AGES", "CITY", "Cart", "FIAT", "FILM", "FLAT", "Fast", "PAT", "PATS", "RIM",
             "ROB", "SALT", "SHED", "SHOP", "VALE", "XRAY")

anxiety <- c("calm", "secure", "tense", "regretful", "at.ease", "upset", "worrying", "rested",
             "anxious", "comfortable", "confident", "nervous", "jittery", "high.strung",
             "relaxed", "content", "worried", "rattled", "joyful", "pleasant")
energetic <- c("active", "energetic", "vigorous", "wakeful", "wide.awake", "full.of.pep",
               "lively", "sleepy", "tired", "drowsy")
tense <- c("intense", "jittery", "fearful", "tense", "clutched.up", "quiet", "still", "placid",
           "calm", "at.rest")

# Ten adjectives stand in both questionnaires, so every column says where it was asked.
renamed <- function(data, items, prefix) {
  data <- data[data$study %in% studies, c("study", "time", "id", items)]
  names(data)[-(1:3)] <- paste0(prefix, gsub(".", "_", items, fixed = TRUE))
  data
}

sai <- renamed(psychTools::sai, anxiety, "sai_")
msq <- renamed(psychTools::msqR, c(energetic, tense), "msq_")
conditions <- psychTools::msqR[c("study", "time", "id", "drug", "film")]
key <- c("study", "time", "id")
stopifnot(!anyDuplicated(sai[key]), !anyDuplicated(msq[key]))
both <- merge(merge(msq, sai, by = key, all = TRUE), conditions, by = key)
stopifnot(nrow(both) == nrow(msq))

# An id counts from 1 in every study: the study makes it unique, and links a person's times.
both$person <- sprintf("%s-%03d", both$study, both$id)
both <- both[order(match(both$study, studies), both$time, both$id), ]

state <- c("Not at all" = 1, "Somewhat" = 2, "Moderately so" = 3, "Very much so" = 4)
mood <- c("Not at all" = 0, "A little" = 1, "Moderately" = 2, "Very much" = 3)
worded <- function(items) gsub("_", " ", sub("^(sai|msq)_", "", items))

frame <- data.frame(
  person = both$person,
  study = match(both$study, studies),
  time = both$time,
  drug = both$drug,
  film = both$film,
  both[grep("^(sai|msq)_", names(both))]
)

labelled_frame <- frame
for (item in grep("^sai_", names(frame), value = TRUE)) {
  labelled_frame[[item]] <- labelled(frame[[item]], state, paste("State anxiety:", worded(item)))
}
for (item in grep("^msq_", names(frame), value = TRUE)) {
  labelled_frame[[item]] <- labelled(frame[[item]], mood, paste("Mood:", worded(item)))
}
labelled_frame$study <- labelled(frame$study, setNames(seq_along(studies), toupper(studies)),
                                 "Study")
labelled_frame$time <- labelled(frame$time, c("Time 1" = 1, "Time 2" = 2, "Time 3" = 3,
                                              "Time 4" = 4), "Measurement occasion")
labelled_frame$drug <- labelled(frame$drug, c("Placebo" = 1, "Caffeine" = 2), "Drink given")
labelled_frame$film <- labelled(frame$film, c("Documentary, concentration camp" = 1,
                                              "Horror" = 2, "Documentary, nature" = 3,
                                              "Comedy" = 4), "Film clip shown")
attr(labelled_frame$person, "label") <- "Study and number of the person"
sav <- file.path(here, "mood.sav")
write_sav(labelled_frame, sav, compress = "byte")

# haven writes the hour of writing and no file label. Both have their place in the header (bytes
# 93-109 and 110-173, PSPP developers' guide, "System File Format"): say where the data come from,
# and let the same data be the same bytes.
header <- paste0("18 Sep 22", "12:00:00", formatC("psychTools sai and msqR, GPL (>= 2)", width = -64))
connection <- file(sav, "r+b")
seek(connection, 92, rw = "write")
writeBin(charToRaw(header), connection)
close(connection)

# The CSV says the study by name and holds bare codes otherwise.
frame$study <- toupper(studies)[frame$study]
write.csv(frame, file.path(here, "mood.csv"), row.names = FALSE, na = "", quote = FALSE)
print(table(frame$study, frame$time))
