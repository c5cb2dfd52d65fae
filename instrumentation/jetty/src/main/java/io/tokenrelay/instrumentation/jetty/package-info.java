/** Jetty 9.4 to 11 as a server: takes each request before any handler, and comes back to it. */
package io.tokenrelay.instrumentation.jetty;
