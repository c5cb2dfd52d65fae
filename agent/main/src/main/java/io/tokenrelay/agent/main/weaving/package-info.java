/**
 * What is woven, as configured: libraries, JDK classes and the ownership of tasks; and the log of
 * it.
 */
package io.tokenrelay.agent.main.weaving;
