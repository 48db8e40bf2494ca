import type {Application, Cluster} from '../cluster.ts'

type OfKind<Kind extends Application['kind']['value']> = Extract<Application, {readonly kind: {readonly value: Kind}}>

/** The applications of one kind. */
export const applicationsOf = <Kind extends Application['kind']['value']>(
  {applications}: Pick<Cluster, 'applications'>,
  kind: Kind,
): readonly OfKind<Kind>[] => applications.filter((application): application is OfKind<Kind> => application.kind.value === kind)
