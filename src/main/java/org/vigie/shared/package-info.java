/**
 * The words that every room needs: tenant, scope, actor, news, refusals, pages of a list, sentences kept as code and
 * arguments. Not for beans, tables or rules of a business subject. Every room uses it; it uses none.
 */
@NullMarked
@ApplicationModule(
        displayName = "Shared words",
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
package org.vigie.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
