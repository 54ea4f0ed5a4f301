export interface TeamState {
  /** Decimal digits, as an admin's id. */
  id: string;
  name: string;
  adminIds: string[];
  distributionMethod: 'round_robin' | 'load_balanced' | 'manual';
}
