package org.vigie.servicedesk;

import org.springframework.stereotype.Component;
import org.vigie.calendar.BusinessCalendar;
import org.vigie.calendar.WorkingHours;

/** The calendars that clocks count with, by the id of their version. */
@Component
class CalendarVersions {
    private final WorkingHours hours;

    CalendarVersions(WorkingHours hours) {
        this.hours = hours;
    }

    BusinessCalendar version(long id) {
        return hours.calendar(id);
    }
}
