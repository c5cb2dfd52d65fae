/**
 * Jetty 12 and its servlet environments, from ee8 to ee11. {@code HandleAdvice} begins and ends
 * each request at the server, which knows no servlets; {@code ChannelAdvice} finds its verdict
 * again when a servlet environment resumes it.
 *
 * <p>The code refers to the server's types directly, and to those of the four environments only by
 * name: they differ only in their packages.
 */
package io.tokenrelay.instrumentation.jetty12;
