package org.vigie.shared;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Something that the person who started the server should read on the terminal once it answers, for instance the link
 * with which the first administrator is set up. A room offers one as a bean; the command line prints them all.
 */
public interface StartNotice {

    /** The lines in the reader's language, none when there is nothing to say this time. */
    List<String> lines(URI address, Locale locale);
}
