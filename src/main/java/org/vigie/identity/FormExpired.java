package org.vigie.identity;

/** A change came without the token of our own form: the page is too old, or it was not our page. */
public final class FormExpired extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FormExpired() {
        super("no form token, or not the one of this session");
    }
}
