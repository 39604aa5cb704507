package org.vigie.identity;

import static org.vigie.identity.Permission.*;

import java.util.EnumSet;
import java.util.Set;

/** Which role may do what. The one table; routes and pages ask it. */
public final class Permissions {
    private Permissions() {}

    public static boolean allows(Role role, Permission permission) {
        return of(role).contains(permission);
    }

    /** Whether whoever has the first role may do all that the second one may, wherever they do it. */
    static boolean isWithin(Role role, Role other) {
        Set<Permission> powers = of(other);
        powers.remove(USE_PORTAL);
        return of(role).containsAll(powers);
    }

    /** What reaches beyond any client, and so beyond whoever is limited to some. */
    static boolean isOfTheHouse(Permission permission) {
        return switch (permission) {
            case ADMINISTER, SCRAPE_METRICS, SORT_MAIL -> true;
            case USE_PORTAL,
                    SEE_REPORT,
                    SEE_TICKETS,
                    OPEN_TICKET,
                    REPLY_TO_TICKET,
                    WORK_ON_TICKETS,
                    SEE_SUPERVISION,
                    ACKNOWLEDGE_ALERTS,
                    SEE_CLIENTS,
                    DECLARE,
                    SEE_AUDIT -> false;
        };
    }

    public static Set<Permission> of(Role role) {
        return switch (role) {
            case ADMINISTRATOR -> EnumSet.complementOf(EnumSet.of(USE_PORTAL));
            case TECHNICIAN ->
                EnumSet.of(
                        SEE_REPORT,
                        SEE_TICKETS,
                        OPEN_TICKET,
                        REPLY_TO_TICKET,
                        WORK_ON_TICKETS,
                        SEE_SUPERVISION,
                        ACKNOWLEDGE_ALERTS,
                        SEE_CLIENTS,
                        SORT_MAIL);
            case DELIVERY_MANAGER ->
                EnumSet.of(
                        SEE_REPORT,
                        SEE_TICKETS,
                        OPEN_TICKET,
                        REPLY_TO_TICKET,
                        WORK_ON_TICKETS,
                        SEE_SUPERVISION,
                        ACKNOWLEDGE_ALERTS,
                        SEE_CLIENTS,
                        DECLARE,
                        SEE_AUDIT);
            case CLIENT_MANAGER -> EnumSet.of(USE_PORTAL, SEE_REPORT, SEE_TICKETS, OPEN_TICKET, REPLY_TO_TICKET);
            case REQUESTER -> EnumSet.of(USE_PORTAL, OPEN_TICKET);
            case METRICS -> EnumSet.of(SCRAPE_METRICS);
        };
    }
}
