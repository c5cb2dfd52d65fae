/**
 * Jetty 12 and its servlet environments, from ee8 to ee11. {@code HandleAdvice} begins and ends
 * each request at the server, which knows no servlets; {@code ChannelAdvice} finds the verdict
 * again when a servlet environment comes back to it.
 *
 * <p>The server's types are written down here, those of the four environments are only named: they
 * differ in nothing but their packages.
 */
package io.tokenrelay.instrumentation.jetty12;
