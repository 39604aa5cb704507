package org.vigie.portal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.vigie.page.Texts;

/** Moments as one would say them: "today at 14:05", "Tuesday 1 December at 09:00". */
public record When(Texts texts, Instant now) {

    public String at(Instant instant) {
        ZonedDateTime then = instant.atZone(texts.zone());
        return texts.t("portal.at", day(then), time(then));
    }

    /** "today from 22:00 to 23:00", or both days where they differ. */
    public String between(Instant from, Instant to) {
        ZonedDateTime first = from.atZone(texts.zone());
        ZonedDateTime last = to.atZone(texts.zone());
        return first.toLocalDate().equals(last.toLocalDate())
                ? texts.t("portal.between", day(first), time(first), time(last))
                : texts.t("portal.between.days", day(first), time(first), day(last), time(last));
    }

    private String day(ZonedDateTime then) {
        LocalDate day = then.toLocalDate();
        LocalDate today = now.atZone(texts.zone()).toLocalDate();
        if (day.equals(today)) {
            return texts.t("portal.today");
        }
        if (day.equals(today.plusDays(1))) {
            return texts.t("portal.tomorrow");
        }
        if (day.equals(today.minusDays(1))) {
            return texts.t("portal.yesterday");
        }
        String pattern = day.getYear() == today.getYear() ? "portal.day" : "portal.day.year";
        String said =
                DateTimeFormatter.ofPattern(texts.t(pattern), texts.locale()).format(day);
        // French counts the first of a month and only that one: "mardi 1er décembre".
        return day.getDayOfMonth() == 1 ? said.replaceFirst("\\b1\\b", texts.t("portal.first")) : said;
    }

    private String time(ZonedDateTime then) {
        return DateTimeFormatter.ofPattern("HH:mm", texts.locale()).format(then);
    }
}
