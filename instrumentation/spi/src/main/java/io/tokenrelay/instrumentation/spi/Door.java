package io.tokenrelay.instrumentation.spi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the advice through which a server's requests come in and can be rejected.
 *
 * <p>Any other advice that fails, or does not fit its library, does nothing, and the application
 * goes on. A door that did nothing would let everybody in: where {@link Inbound#isEnforcing()}, the
 * method that it is woven into throws instead, and the server sends its own error page. That is the
 * last resort; a failure inside {@link Entrance} is answered with 503.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Door {}
