package org.vigie.servicedesk.satisfaction;

import java.util.Locale;

/** Why nobody was asked how it went. */
public enum WhyNot {
    /** Vigie does not know under which address it is reached. */
    NO_ADDRESS,
    /** Nobody asked, or they have no mail, or no mail can be sent. */
    NO_MAIL,
    /** A mail server said that the address does not work. */
    RETURNED,
    /** A machine resolved it. */
    AUTOMATIC,
    /** Problems and changes are the desk's own. */
    NOT_ASKED_FOR,
    /** The person was asked a short while ago. */
    RECENTLY;

    String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
