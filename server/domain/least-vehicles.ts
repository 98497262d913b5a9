/**
 * The least number of different vehicles about which anything is said. An hour in which a camera read fewer is counted nowhere:
 * every figure is a sum of hours with enough, and so is the difference of any two.
 */
export const LEAST_VEHICLES = 5
