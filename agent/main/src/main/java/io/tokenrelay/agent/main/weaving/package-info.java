/**
 * What is woven, as configured: libraries, JDK classes and the ownership of tasks; and what is said
 * of it.
 */
package io.tokenrelay.agent.main.weaving;
