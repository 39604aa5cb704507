package org.vigie.mail;

/** How Vigie proves to a mail server who it is: nothing, a password, or an access token of OAuth 2 (XOAUTH2). */
record SignIn(String user, String secret, boolean isToken) {
    static final SignIn NONE = new SignIn("", "", false);

    static SignIn password(String user, String password) {
        return new SignIn(user, password, false);
    }

    static SignIn token(String user, String token) {
        return new SignIn(user, token, true);
    }

    @Override
    public String toString() {
        return "SignIn[" + user + "]";
    }
}
