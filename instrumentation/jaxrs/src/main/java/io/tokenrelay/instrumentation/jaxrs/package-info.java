/**
 * JAX-RS: a task that holds a handler's {@code AsyncResponse} is known to be its request's own
 * work, whichever pool it is handed to.
 */
package io.tokenrelay.instrumentation.jaxrs;
