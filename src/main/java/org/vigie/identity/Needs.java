package org.vigie.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the caller of a controller's method must be allowed to do, all of it; on a class it holds for the methods that say
 * nothing themselves. Without a permission it asks for nothing but a person signed in.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
    Permission[] value() default {};
}
