/** Jetty 9.4 to 11 as a server: takes each request before any handler, and resumes it later. */
package io.tokenrelay.instrumentation.jetty;
