import { RefreshCw } from 'lucide-react';
import type { InstanceDetails } from '../../api/instances';
import { messageOf } from '../../api/messages';
import { t } from '../../strings';
import { Button } from '../../ui/Button';
import { Loading } from '../../ui/Loading';
import { Note } from '../../ui/Note';
import { Select } from '../../ui/Select';
import { PathTree } from './PathTree';
import { SampleSearch } from './SampleSearch';
import type { Vendor } from './useVendor';

interface Props {
  instance: InstanceDetails;
  vendor: Vendor;
  /** Places that fields are mapped to. */
  mapped: ReadonlySet<string>;
  choose: (vendorName: string) => void;
  take: (place: string) => void;
}

/** The provider's object with a sample read just now. */
export function VendorCard({ instance, vendor, mapped, choose, take }: Props) {
  const { objects, error, object, sample, tree } = vendor;
  // A mapping may call an object by a name that only the provider knows.
  const all = object && !objects.some(({ name }) => name === object.name) ? [...objects, object] : objects;
  const select = (name: string) => {
    vendor.choose(name);
    choose(all.find((each) => each.name === name)?.vendorName ?? name);
  };
  return (
    <section className="card mapper-side">
      <div className="card-head">
        <h2>{t.mapper.vendor(instance.elementName)}</h2>
        <div className="row row-fixed">
          <Select
            label={t.mapper.vendorObject}
            value={object?.name ?? ''}
            onChange={select}
            options={[
              ...(object ? [] : [['', t.mapper.chooseObject] as const]),
              ...all.map(({ name, words }) => [name, words.join(' / ')] as const),
            ]}
          />
          {object?.list && (
            <Button icon aria-label={t.mapper.readAgain} busy={sample.isFetching} onClick={() => void sample.refetch()}>
              {!sample.isFetching && <RefreshCw size={15} aria-hidden="true" />}
            </Button>
          )}
        </div>
      </div>
      <div className="card-body stack">
        {error && <Note kind="danger">{messageOf(error)}</Note>}
        {!object && <p className="muted">{t.mapper.vendorEmpty}</p>}
        {object && !object.list && <p className="muted">{t.mapper.notListed}</p>}
        {sample.isLoading && <Loading />}
        {sample.isError && (
          <Note kind="warning" title={t.mapper.sampleFailed}>
            <p>{messageOf(sample.error)}</p>
            {tree.length > 0 && <p>{t.mapper.sampleFailedText}</p>}
          </Note>
        )}
        {sample.data === null && !sample.isError && (
          <p className="muted">{vendor.where === '' ? t.mapper.noRows : t.mapper.noSuchRow}</p>
        )}
        {object?.list && (sample.isError || sample.data === null || vendor.where !== '') && (
          <SampleSearch key={object.name} vendor={vendor} />
        )}
        {sample.data && !sample.isError && <p className="card-text">{t.mapper.sample}</p>}
        {!sample.isLoading && tree.length > 0 && <PathTree tree={tree} mapped={mapped} take={take} />}
      </div>
    </section>
  );
}
