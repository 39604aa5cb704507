package org.vigie.servicedesk;

import org.springframework.stereotype.Component;
import org.vigie.calendar.BusinessCalendar;

/** The calendars that clocks count with, by the id of their version. */
@Component
class CalendarVersions {
    BusinessCalendar version(long id) {
        throw new UnsupportedOperationException("calendar version " + id);
    }
}
