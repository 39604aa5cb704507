package org.vigie.page;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.vigie.shared.Words;

/** Says things in one reader's language and zone: texts by key, sentences kept as code and arguments, times, numbers. */
public final class Texts {
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");
    private static final Pattern DURATION = Pattern.compile("-?P(T?\\d|\\d+D).*");

    private final MessageSource source;
    private final Locale locale;
    private final ZoneId zone;

    public Texts(MessageSource source, Locale locale, ZoneId zone) {
        this.source = source;
        this.locale = locale.getLanguage().equals("en") ? Locale.UK : Locale.FRANCE;
        this.zone = zone;
    }

    public Locale locale() {
        return locale;
    }

    public String language() {
        return locale.getLanguage();
    }

    public ZoneId zone() {
        return zone;
    }

    /** The text of this key; an unknown key is shown as it is, and a test finds it. */
    public String t(String key, Object... args) {
        Object[] spoken = new Object[args.length];
        for (int i = 0; i < args.length; i++) {
            spoken[i] = spoken(args[i]);
        }
        String text;
        try {
            text = source.getMessage(key, spoken, key, locale);
        } catch (IllegalArgumentException patternWantsNumbers) {
            text = source.getMessage(key, withNumbers(spoken), key, locale);
        }
        return text == null ? key : text;
    }

    /** Words keep their arguments as text; a pattern that formats a number says so by refusing the text. */
    private static Object[] withNumbers(Object[] args) {
        Object[] numbers = args.clone();
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] instanceof String digits && NUMBER.matcher(digits).matches()) {
                numbers[i] = new BigDecimal(digits);
            }
        }
        return numbers;
    }

    /** Where the bundle says {@code CODE.names=pause.}, an argument is a word of ours: its text is that of pause.ARGUMENT. */
    public String say(@Nullable Words words) {
        if (words == null) {
            return "";
        }
        Object[] args = words.args().toArray();
        if (args.length > 0) {
            String names = source.getMessage(words.code() + ".names", null, "", locale);
            for (int i = 0; names != null && !names.isEmpty() && i < args.length; i++) {
                args[i] = String.valueOf(source.getMessage(names + args[i], null, String.valueOf(args[i]), locale));
            }
        }
        return t(words.code(), args);
    }

    /** The text of a constant: {@code name(CheckState.OK)} is the key {@code checkState.OK}. */
    public String name(Enum<?> constant) {
        String type = constant.getDeclaringClass().getSimpleName();
        return t(Character.toLowerCase(type.charAt(0)) + type.substring(1) + "." + constant.name());
    }

    private Object spoken(Object arg) {
        return switch (arg) {
            case Instant instant -> moment(instant);
            case Duration duration -> duration(duration);
            case LocalDate date -> date(date);
            case Words words -> say(words);
            case Enum<?> constant -> name(constant);
            case String text when INSTANT.matcher(text).matches() -> moment(Instant.parse(text));
            case String text when DURATION.matcher(text).matches() -> durationOr(text);
            default -> arg;
        };
    }

    private String durationOr(String text) {
        try {
            return duration(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }

    /** Day and time to the minute: "23/11/2026 14:05". */
    public String moment(@Nullable Instant instant) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofPattern(t("pattern.moment"), locale)
                        .withZone(zone)
                        .format(instant);
    }

    /** Day and time to the second, for evidence. */
    public String exact(@Nullable Instant instant) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofPattern(t("pattern.exact"), locale)
                        .withZone(zone)
                        .format(instant);
    }

    public String time(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm:ss", locale).withZone(zone).format(instant);
    }

    public String date(LocalDate date) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(date);
    }

    public String month(YearMonth month) {
        return DateTimeFormatter.ofPattern("LLLL yyyy", locale).format(month);
    }

    /** A duration in words, its two largest units: "2 h 05 min", "3 d 4 h", "45 s". */
    public String duration(@Nullable Duration duration) {
        if (duration == null) {
            return "";
        }
        String sign = duration.isNegative() ? "−" : "";
        Duration d = duration.abs();
        String day = t("unit.day");
        if (d.toDays() > 0) {
            return sign + d.toDays() + "\u00a0" + day + (d.toHoursPart() > 0 ? " " + d.toHoursPart() + "\u00a0h" : "");
        }
        if (d.toHours() > 0) {
            return sign + d.toHours() + "\u00a0h"
                    + (d.toMinutesPart() > 0 ? String.format(Locale.ROOT, " %02d\u00a0min", d.toMinutesPart()) : "");
        }
        if (d.toMinutes() > 0) {
            return sign + d.toMinutes() + "\u00a0min"
                    + (d.toSecondsPart() > 0 ? String.format(Locale.ROOT, " %02d\u00a0s", d.toSecondsPart()) : "");
        }
        return d.toSeconds() == 0 && d.toMillis() > 0
                ? sign + d.toMillis() + "\u00a0ms"
                : sign + d.toSeconds() + "\u00a0s";
    }

    /** A target in the words of a contract: "4h", "2 working-days". */
    public String target(String words) {
        if (words.endsWith(" working-days")) {
            return t("target.working-days", Integer.valueOf(words.substring(0, words.indexOf(' '))));
        }
        try {
            return openHours(Duration.parse("PT" + words.toUpperCase(Locale.ROOT)));
        } catch (DateTimeParseException otherForm) {
            return words;
        }
    }

    /** Forty open hours are not one day and sixteen hours: a day of a calendar is rarely 24 of them. */
    private String openHours(Duration duration) {
        return duration.toDays() > 0 && duration.toMinutesPart() == 0
                ? duration.toHours() + "\u00a0h"
                : duration(duration);
    }

    public String number(Number number, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        return format.format(number);
    }

    /** Of a file: "312 o", "4 Ko", "2,5 Mo"; "B", "kB" and "MB" in English. */
    public String size(long bytes) {
        String unit = t("unit.byte");
        if (bytes < 1_000) {
            return bytes + "\u00a0" + unit;
        }
        return bytes < 1_000_000
                ? number(bytes / 1_000) + "\u00a0" + t("unit.kilo") + unit
                : number(bytes / 1e6, 1) + "\u00a0M" + unit;
    }

    public String number(long number) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }
}
