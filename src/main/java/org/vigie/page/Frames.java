package org.vigie.page;

import jakarta.servlet.http.HttpServletRequest;

/** Makes the frame for a request; the front that has the navigation knows how. */
public interface Frames {
    Frame of(HttpServletRequest request);
}
