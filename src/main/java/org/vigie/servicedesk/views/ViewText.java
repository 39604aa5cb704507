package org.vigie.servicedesk.views;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.vigie.servicedesk.TicketQuery;
import org.vigie.shared.Refused;

/**
 * The line of a view, read and written: conditions side by side must all hold, {@code or} begins another group of which one is
 * enough. {@code state:open team:n2 or state:open priority:P1,P2 -assignee:me}. Written again it is always the same.
 */
public record ViewText(List<List<Term>> anyOf) {
    static final int LONGEST = 1_000;
    private static final int MOST_TERMS = 20;
    private static final int MOST_VALUES = 30;
    private static final Set<String> OR = Set.of("or", "ou");

    private static final Pattern TERM =
            Pattern.compile("(-?)([a-z]+)([:<>])((?:\"[^\"]*\"|[^\\s\",]+)(?:,(?:\"[^\"]*\"|[^\\s\",]+))*)(?=\\s|$)");
    private static final Pattern VALUE = Pattern.compile("\"([^\"]*)\"|([^\\s\",]+)");
    private static final Pattern WORD = Pattern.compile("\\S+");

    public ViewText {
        anyOf = anyOf.stream()
                .map(List::copyOf)
                .filter(group -> !group.isEmpty())
                .toList();
    }

    /** Refuses what it does not understand under the name {@code where}, saying the word. */
    public static ViewText parse(String line) {
        if (line.length() > LONGEST) {
            throw Refused.field("where", "refusal.view.long", LONGEST);
        }
        var groups = new ArrayList<List<Term>>();
        groups.add(new ArrayList<>());
        Matcher word = WORD.matcher(line);
        int at = 0;
        int terms = 0;
        while (word.find(at)) {
            if (OR.contains(word.group().toLowerCase(Locale.ROOT))) {
                if (!groups.getLast().isEmpty()) {
                    groups.add(new ArrayList<>());
                }
                at = word.end();
                continue;
            }
            Matcher term = TERM.matcher(line).region(word.start(), line.length());
            if (!term.lookingAt()) {
                throw Refused.field("where", "refusal.view.word", word.group());
            }
            groups.getLast().add(read(term));
            if (++terms > MOST_TERMS) {
                throw Refused.field("where", "refusal.view.terms", MOST_TERMS);
            }
            at = term.end();
        }
        var text = new ViewText(groups);
        if (text.anyOf.size() > TicketQuery.MOST_GROUPS) {
            throw Refused.field("where", "refusal.view.groups", TicketQuery.MOST_GROUPS);
        }
        return text;
    }

    private static Term read(Matcher term) {
        Field field =
                Field.of(term.group(2)).orElseThrow(() -> Refused.field("where", "refusal.view.field", term.group(2)));
        var comparison = switch (term.group(3)) {
            case "<" -> Term.Comparison.LESS;
            case ">" -> Term.Comparison.MORE;
            default -> Term.Comparison.IS;
        };
        boolean isMoment = field.shape() == Field.Shape.MOMENT;
        if (isMoment == (comparison == Term.Comparison.IS)) {
            throw Refused.field("where", isMoment ? "refusal.view.moment-sign" : "refusal.view.sign", field.word());
        }
        var values = new ArrayList<String>();
        Matcher value = VALUE.matcher(term.group(4));
        while (value.find()) {
            String one = (value.group(1) != null ? value.group(1) : value.group(2)).strip();
            if (!one.isEmpty() && !values.contains(one)) {
                values.add(one);
            }
        }
        if (values.isEmpty() || values.size() > (isMoment ? 1 : MOST_VALUES)) {
            throw Refused.field("where", "refusal.view.values", term.group(), isMoment ? 1 : MOST_VALUES);
        }
        return new Term(field, comparison, values, !term.group(1).isEmpty());
    }

    /** What both ask: each group of the one with each of the other. */
    public ViewText and(ViewText other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        var both = new ArrayList<List<Term>>();
        for (List<Term> mine : anyOf) {
            for (List<Term> theirs : other.anyOf) {
                var all = new ArrayList<>(mine);
                all.addAll(theirs);
                both.add(all);
            }
        }
        if (both.size() > TicketQuery.MOST_GROUPS) {
            throw Refused.field("where", "refusal.view.groups", TicketQuery.MOST_GROUPS);
        }
        return new ViewText(both);
    }

    public boolean isEmpty() {
        return anyOf.isEmpty();
    }

    public String written() {
        return anyOf.stream()
                .map(group -> group.stream().map(Term::toString).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" or "));
    }
}
