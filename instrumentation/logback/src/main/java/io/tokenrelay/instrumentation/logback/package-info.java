/** Logback: each event of the application says whom it is about. */
package io.tokenrelay.instrumentation.logback;
