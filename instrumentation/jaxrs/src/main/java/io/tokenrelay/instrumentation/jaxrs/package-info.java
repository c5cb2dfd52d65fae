/**
 * JAX-RS: a handler's {@code AsyncResponse}, by which a task that holds it is known to be its
 * request's own work, whoever's pool it is handed to.
 */
package io.tokenrelay.instrumentation.jaxrs;
