package org.vigie.calendar;

import java.util.List;
import org.vigie.organization.Person;
import org.vigie.shared.Words;

/**
 * Who is to be called, and why.
 *
 * @param onCall false when nobody is on call: the people are then those of the team, all of them
 * @param people in the order in which to call them; empty when the team has nobody either
 */
public record Duty(boolean onCall, List<Person> people, Words why) {
    public Duty {
        people = List.copyOf(people);
    }
}
