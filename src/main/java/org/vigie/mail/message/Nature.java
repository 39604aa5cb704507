package org.vigie.mail.message;

/** Who wrote a mail: a person is answered, an automatism never is (RFC 3834, 2). */
public enum Nature {
    PERSONAL,
    /** An absence note or another automatic answer. */
    AUTOMATIC_REPLY,
    /** Something that a machine sends of itself. */
    AUTOMATIC,
    /** A newsletter or a mailing list. */
    BULK,
    /** A mail server tells what became of a mail. */
    BOUNCE;

    public boolean isPersonal() {
        return this == PERSONAL;
    }
}
