/**
 * How a page is put together: templates, texts in the reader's language, the frame around the content. Not for what a
 * page shows. Called by every controller that answers with a page; knows no room.
 */
@NullMarked
@ApplicationModule(
        displayName = "Pages",
        allowedDependencies = {})
package org.vigie.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
