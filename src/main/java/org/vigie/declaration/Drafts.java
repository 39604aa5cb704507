package org.vigie.declaration;

import java.util.List;
import java.util.Map;
import org.vigie.calendar.CalendarDeclaration;
import org.vigie.maintenance.WindowDeclaration;
import org.vigie.monitoring.CheckDeclaration;
import org.vigie.shared.Refused;

/** One object as its room will read it, for a look at what it would do; nothing is looked up and nothing written. */
public final class Drafts {
    private Drafts() {}

    public static CalendarDeclaration calendar(Map<String, Object> object) {
        return read(Kind.CALENDAR, object).calendars().orElseThrow().getFirst();
    }

    public static WindowDeclaration window(Map<String, Object> object) {
        return read(Kind.WINDOW, object).windows().orElseThrow().getFirst();
    }

    public static CheckDeclaration check(Map<String, Object> object) {
        return read(Kind.CHECK, object).checks().orElseThrow().getFirst();
    }

    /** @throws Refused with the fields of the object as they are named in it */
    private static Declaration read(Kind kind, Map<String, Object> object) {
        var edit = Edit.create(kind.section(), object);
        var revision =
                Revision.of(new Document(Map.of("client", "draft", "name", "draft", "locale", "fr")), List.of(edit));
        try {
            return new DeclarationReader(revision.document()).read();
        } catch (Refused refused) {
            throw revision.placed(refused);
        }
    }
}
