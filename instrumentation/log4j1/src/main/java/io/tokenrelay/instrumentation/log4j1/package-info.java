/** Log4j 1 and reload4j: each event of the application says whom it is about. */
package io.tokenrelay.instrumentation.log4j1;
