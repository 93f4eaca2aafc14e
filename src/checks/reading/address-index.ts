/** Who has which address of a port: of each the first. */
export interface AddressIndex<Holder> {
  /** The first that has this address, or all; of those that have any, where all are asked for. */
  readonly find: (port: string, address: string) => Holder | undefined;
  readonly add: (port: string, address: string, holder: Holder) => void;
}

/** An index of addresses, of which the empty one stands for all. */
export function addressIndex<Holder>(): AddressIndex<Holder> {
  const ports = new Map<string, { readonly first: Holder; readonly byAddress: Map<string, Holder> }>();
  return {
    find: (port, address) => {
      const holders = ports.get(port);
      if (!holders || address === '') return holders?.first;
      return holders.byAddress.get('') ?? holders.byAddress.get(address);
    },
    add: (port, address, holder) => {
      const holders = ports.get(port);
      if (!holders) ports.set(port, { first: holder, byAddress: new Map([[address, holder]]) });
      else if (!holders.byAddress.has(address)) holders.byAddress.set(address, holder);
    },
  };
}
