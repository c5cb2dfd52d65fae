/** Log4j 2: each event of the application says whom it is about. */
package io.tokenrelay.instrumentation.log4j2;
